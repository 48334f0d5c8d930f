using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ReferenceShop.PaymentProvider.Tests;

/// <summary>A bank of its own for each test class.</summary>
public sealed class BankApplication(Servers servers) : WebApplicationFactory<Program>, IAsyncLifetime
{
    private string _database = "";

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync("bankdb");
        Client = CreateClient();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("ConnectionStrings:bankdb", _database)
        .UseSetting("PaymentProvider:SlowSeconds", "0.2");

    public static string NewKey() => Guid.NewGuid().ToString();

    public Task<HttpResponseMessage> ChargeAsync(string? key, string token = "tok_ok", long amount = 1999, CancellationToken cancellationToken = default) =>
        PostAsync("/v1/charges", key, new { amount, currency = "EUR", token, reference = "order 1" }, cancellationToken);

    public Task<HttpResponseMessage> RefundAsync(string? key, string chargeKey, string reason = "out of stock") =>
        PostAsync("/v1/refunds", key, new { chargeKey, reason });

    public Task<HttpResponseMessage> VoidAsync(string key) => Client.PutAsync($"/v1/charges/{key}/void", content: null);

    public Task<HttpResponseMessage> FindAsync(string key) => Client.GetAsync($"/v1/charges/{key}");

    /// <summary>The lines that the key's charge has left in the book.</summary>
    public async Task<List<JsonNode>> LinesOfAsync(string key)
    {
        var lines = new List<JsonNode>();
        long after = 0;
        while (true)
        {
            var page = (await Client.GetFromJsonAsync<JsonNode>($"/v1/statement?after={after}&limit=500"))!;
            var items = page["items"]!.AsArray();
            if (items.Count == 0)
            {
                return lines;
            }

            lines.AddRange(items.Where(line => (string?)line!["key"] == key || (string?)line["chargeKey"] == key)!);
            after = (long)page["next"]!;
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string? key, object body, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Client.SendAsync(request, cancellationToken);
    }
}
