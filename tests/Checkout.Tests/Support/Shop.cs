using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferenceShop.Tests;

namespace ReferenceShop.Checkout.Tests.Support;

/// <summary>Checkout with everything that it talks to. Every test class has one, every test its own buyers and carts.</summary>
public sealed class Shop(Servers servers) : IAsyncLifetime
{
    private Dictionary<string, string> _settings = [];
    private CheckoutApplication? _checkout;

    public ProductsStub Products { get; } = new();

    public Broker Broker { get; } = new();

    public Bank Bank { get; private set; } = null!;

    public BankLine Line { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _checkout!.Services;

    public async ValueTask InitializeAsync()
    {
        await Products.StartAsync();
        await Broker.StartAsync(servers.RabbitConnectionString);
        Bank = new Bank(await servers.CreateDatabaseAsync("bankdb"));
        _settings = new()
        {
            ["ConnectionStrings:checkoutdb"] = await servers.CreateDatabaseAsync("checkoutdb"),
            ["ConnectionStrings:messaging"] = servers.RabbitConnectionString,
            ["Messaging:Service"] = $"checkout-{Guid.NewGuid():N}"[..16],
            ["services:products:http:0"] = Products.Address,
            ["services:payment-provider:http:0"] = Bank.Address,
            ["Checkout:ProviderTimeout"] = "00:00:01",
            ["Checkout:AnswerWait"] = "00:00:05",
            ["Checkout:ReconcileInterval"] = "00:00:00.100",
            ["Checkout:ReconcileAfter"] = "00:00:01.500",
        };
        _checkout = NewReplica();
        Client = _checkout.CreateClient();
        Products.Sells("mug", 1299);
        Products.Sells("tea", 450);
    }

    public CheckoutApplication NewReplica() => new(_settings, Line);

    public Task<HttpResponseMessage> PayAsync(Purchase purchase, HttpClient? through = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments")
        {
            Content = JsonContent.Create(new
            {
                style = purchase.Style,
                cart = new { id = purchase.CartId, lines = purchase.Lines.Select(line => new { line.ProductId, line.Quantity }) },
                paymentToken = purchase.Token,
            }),
        };
        request.Headers.Add("X-Buyer-Id", purchase.BuyerId);
        request.Headers.Add("Idempotency-Key", purchase.Key);
        return (through ?? Client).SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string buyerId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Buyer-Id", buyerId);
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<JsonNode> OrderAsync(Purchase purchase)
    {
        using var response = await GetAsync($"/v1/orders/{purchase.OrderId}", purchase.BuyerId);
        return await Expect.JsonAsync(response, 200);
    }

    public async Task<string> StatusAsync(Purchase purchase) => (string)(await OrderAsync(purchase))["status"]!;

    /// <summary>The statuses that the order went through, each with who caused it.</summary>
    public async Task<string[]> HistoryAsync(Purchase purchase) =>
        [.. (await OrderAsync(purchase))["history"]!.AsArray().Select(entry => $"{entry!["status"]} by {entry["by"]}")];

    public Task BecomesAsync(Purchase purchase, string status) =>
        Expect.EventuallyAsync(async () => await StatusAsync(purchase) == status, $"the order is {status}");

    public Task<HttpResponseMessage> CompleteAsync(Purchase purchase) => Client.PostAsync($"/v1/orders/{purchase.OrderId}/completion", content: null);

    public Task<HttpResponseMessage> RefundAsync(Purchase purchase) =>
        Client.PostAsJsonAsync($"/v1/orders/{purchase.OrderId}/refund", new { reason = "out of stock" });

    public async ValueTask DisposeAsync()
    {
        if (_checkout is not null)
        {
            await _checkout.DisposeAsync();
            await Bank.DisposeAsync();
        }

        await Broker.DisposeAsync();
        await Products.DisposeAsync();
    }
}

/// <summary>What one buyer wants to buy: by default 2 mugs and a tea for 30.48 EUR.</summary>
public sealed record Purchase
{
    public string Style { get; init; } = "orchestrated";

    public string Token { get; init; } = "tok_ok";

    public string BuyerId { get; init; } = Guid.NewGuid().ToString("N");

    public string Key { get; init; } = Guid.NewGuid().ToString();

    public Guid CartId { get; init; } = Guid.NewGuid();

    public IReadOnlyList<(string ProductId, int Quantity)> Lines { get; init; } = [("mug", 2), ("tea", 1)];

    public Guid OrderId => ServiceDefaults.OrderId.From(BuyerId, Key);
}
