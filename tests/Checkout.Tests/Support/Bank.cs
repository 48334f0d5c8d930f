extern alias bank;

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.Checkout.Tests.Support;

/// <summary>The real PaymentProvider on a real port: its book is what the tests believe.</summary>
public sealed class Bank : WebApplicationFactory<bank::Program>
{
    private readonly string _database;

    public Bank(string database)
    {
        _database = database;
        UseKestrel(0);
        StartServer();
        Address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public string Address { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("ConnectionStrings:bankdb", _database)
        .UseSetting("PaymentProvider:SlowSeconds", "0.2");

    /// <summary>What was charged and given back for an order, as "charge 1999", "refund 1999".</summary>
    public async Task<string[]> BookOfAsync(Guid orderId)
    {
        using var client = CreateClient();
        var lines = new List<string>();
        for (long after = 0; ;)
        {
            var page = (await client.GetFromJsonAsync<JsonNode>($"/v1/statement?after={after}&limit=500"))!;
            if (page["items"]!.AsArray() is not { Count: > 0 } items)
            {
                return [.. lines];
            }

            lines.AddRange(items.Where(line => (string?)line!["reference"] == orderId.ToString()).Select(line => $"{line!["kind"]} {line["amount"]}"));
            after = (long)page["next"]!;
        }
    }
}
