using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferenceShop.Tests;

namespace ReferenceShop.Orchestration.Tests.Support;

/// <summary>Orchestration and the world around it. Every test class has one, every test its own buyers.</summary>
public sealed class Shop(Servers servers) : IAsyncLifetime
{
    private Dictionary<string, string> _settings = [];
    private OrchestrationApplication? _app;

    public World World { get; } = new();

    public Lines Lines => _app!.Lines;

    public HttpClient Client { get; private set; } = null!;

    public string Database { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await World.StartAsync();
        Database = await servers.CreateDatabaseAsync("orchestrationdb");
        _settings = new()
        {
            ["ConnectionStrings:orchestrationdb"] = Database,
            ["services:cart:http:0"] = World.Address,
            ["services:products:http:0"] = World.Address,
            ["services:checkout:http:0"] = World.Address,
            ["Orchestration:AnswerWithin"] = "00:00:02",
            ["Orchestration:PayTimeout"] = "00:00:00.400",
            ["Orchestration:RunFor"] = "00:00:00.500",
            ["Orchestration:Lease"] = "00:00:01",
            ["Orchestration:SweepInterval"] = "00:00:00.100",
            ["Orchestration:MaxBackOff"] = "00:00:00.300",
        };
        _app = NewReplica();
        Client = _app.CreateClient();
    }

    public OrchestrationApplication NewReplica() => new(_settings);

    public async Task<HttpResponseMessage> CheckOutAsync(Purchase purchase, HttpClient? through = null)
    {
        if (purchase.Cart is { } lines)
        {
            World.Carts[purchase.BuyerId] = lines;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/checkouts") { Content = JsonContent.Create(new { paymentToken = purchase.Token }) };
        request.Headers.Add("X-Buyer-Id", purchase.BuyerId);
        request.Headers.Add("Idempotency-Key", purchase.Key);
        return await (through ?? Client).SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string buyerId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Buyer-Id", buyerId);
        return Client.SendAsync(request);
    }

    public async Task<JsonNode> StateAsync(Purchase purchase)
    {
        using var response = await GetAsync($"/v1/checkouts/{purchase.OrderId}", purchase.BuyerId);
        return await Expect.JsonAsync(response, 200);
    }

    public Task EndsAsync(Purchase purchase, string state) =>
        Expect.EventuallyAsync(async () => (string?)(await StateAsync(purchase))["state"] == state, $"the checkout ends {state}");

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await World.DisposeAsync();
    }
}

/// <summary>What one buyer wants to buy: by default two mugs.</summary>
public sealed record Purchase
{
    public string Token { get; init; } = "tok_ok";

    public string BuyerId { get; init; } = Guid.NewGuid().ToString("N");

    public string Key { get; init; } = Guid.NewGuid().ToString();

    public (string ProductId, int Quantity)[]? Cart { get; init; }

    public Guid OrderId => ServiceDefaults.OrderId.From(BuyerId, Key);
}
