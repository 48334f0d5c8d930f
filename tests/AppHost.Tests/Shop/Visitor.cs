using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace ReferenceShop.AppHost.Tests.Shop;

/// <summary>Somebody in front of the store's public door.</summary>
internal sealed class Visitor : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public Visitor(Uri store)
    {
#pragma warning disable CA2000 // the client disposes of it
        Http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = store, Timeout = s_patience };
#pragma warning restore CA2000
    }

    public HttpClient Http { get; }

    public async Task<Page> BrowseAsync(string query = "") => (await Http.GetFromJsonAsync<Page>($"/api/store/products?{query}"))!;

    public async Task<Product> ProductAsync(string id) => (await Http.GetFromJsonAsync<Product>($"/api/store/products/{id}"))!;

    public async Task<Cart> CartAsync() => (await Http.GetFromJsonAsync<Cart>("/api/store/cart"))!;

    public async Task<Cart> PutIntoCartAsync(string productId, int quantity)
    {
        using var response = await Http.PutAsJsonAsync($"/api/store/cart/items/{productId}", new { quantity });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Cart>())!;
    }

    public async Task<HttpResponseMessage> CheckOutAsync(string style, string? key = null, string paymentToken = "tok_ok")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/store/checkout") { Content = JsonContent.Create(new { style, paymentToken }) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await Http.SendAsync(request);
    }

    public async Task<Order> BuyAsync(string style)
    {
        using var response = await CheckOutAsync(style);
        Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted, $"The checkout was answered with {response.StatusCode}.");
        return await OrderAtEndAsync((await response.Content.ReadFromJsonAsync<Placed>())!.OrderId);
    }

    public async Task<Order> OrderAtEndAsync(Guid id)
    {
        Order? order = null;
        await UntilAsync(
            async () => (order = await Http.GetFromJsonAsync<Order>($"/api/store/orders/{id}"))!.Status is "Completed" or "Refunded" or "Declined",
            () => $"order {id} to end, not to stay {order?.Status}");
        return order!;
    }

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> expectation)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited {s_patience.TotalSeconds} s for {expectation()}.");
            await Task.Delay(50);
        }
    }

    public void Dispose() => Http.Dispose();

    internal sealed record Money(long Amount, string Currency);

    internal sealed record Product(string Id, string Name, string Description, string ImageUrl, string Category, Money Price, int Stock);

    internal sealed record Page(IReadOnlyList<Product> Items, int Total);

    internal sealed record CartLine(string ProductId, string Name, int Quantity, Money UnitPrice, Money LineTotal);

    internal sealed record Cart(Guid Id, long Version, IReadOnlyList<CartLine> Lines, Money Total);

    internal sealed record Placed(Guid OrderId, string Status);

    internal sealed record Step(DateTimeOffset At, string Status, string By);

    internal sealed record Order(Guid Id, string Style, string Status, IReadOnlyList<CartLine> Lines, Money Total, IReadOnlyList<Step> History);
}
