using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Orchestration.Tests.Support;

/// <summary>Cart, Products and Checkout in one, on a real port: small, but as idempotent as the real ones. Remembers every effect.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(Guid OrderId, string Effect), int> _effects = new();
    private readonly ConcurrentDictionary<Guid, string> _orders = new();
    private readonly ConcurrentQueue<(Guid OrderId, string TraceId)> _calls = new();
    private int _order;
    private WebApplication? _app;

    public string Address => _app!.Urls.Single();

    /// <summary>Carts of buyers that do not have the usual two mugs.</summary>
    public ConcurrentDictionary<string, (string ProductId, int Quantity)[]> Carts { get; } = new();

    public bool IsCartDown { get; set; }

    public bool IsCatalogueDown { get; set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        MapCart(_app);
        MapProducts(_app);
        MapCheckout(_app);
        await _app.StartAsync();
    }

    /// <summary>What has happened to an order, in order; an effect that happened twice would be here twice.</summary>
    public string[] EffectsOn(Guid orderId) => [.. _effects.Where(e => e.Key.OrderId == orderId).OrderBy(e => e.Value).Select(e => e.Key.Effect)];

    /// <summary>The traces that the calls about an order belonged to.</summary>
    public string[] TracesOf(Guid orderId) => [.. _calls.Where(call => call.OrderId == orderId).Select(call => call.TraceId).Distinct()];

    /// <summary>The bank has answered at last.</summary>
    public void SettlePayment(Guid orderId, string status)
    {
        _orders[orderId] = status;
        if (status == "Paid")
        {
            Do(orderId, "charged");
        }
    }

    private void MapCart(WebApplication app)
    {
        app.MapGet("/v1/carts/{buyerId}", (string buyerId) => IsCartDown
            ? Results.StatusCode(503)
            : Results.Ok(new
            {
                id = OrderId.From(buyerId, "cart"), version = 3,
                lines = Carts.GetValueOrDefault(buyerId, [("mug", 2)]).Select(line => new { line.ProductId, line.Quantity }),
            }));
        app.MapPut("/v1/carts/{buyerId}/purchases/{orderId:guid}", (string buyerId, Guid orderId, HttpRequest request) => Effect(
            request, orderId, Carts.GetValueOrDefault(buyerId, []).Any(line => line.ProductId == "sticky") ? Problem(400, "no") : Results.NoContent(), "cart emptied"));
        app.MapDelete("/v1/carts/{buyerId}/purchases/{orderId:guid}", (Guid orderId, HttpRequest request) =>
            Effect(request, orderId, Results.NoContent(), "cart restored"));
    }

    private void MapProducts(WebApplication app)
    {
        app.MapGet("/v1/products/batch", (string[] ids) => IsCatalogueDown
            ? Results.StatusCode(503)
            : Results.Ok(ids.Where(id => id != "gone").Select(id => new
            {
                id, name = $"The {id}", description = "", imageUrl = $"/images/{id}.svg", category = "test",
                price = new { amount = 100 * id.Length, currency = "EUR" }, stock = 1,
            })));
        app.MapPut("/v1/stock/takes/{orderId:guid}", (Guid orderId, StockTake take, HttpRequest request) => Effect(
            request, orderId, take.Lines.Any(line => line.ProductId == "rare") ? Problem(409, "out-of-stock") : Results.Ok(new { orderId, status = "taken" }), "stock taken"));
    }

    private void MapCheckout(WebApplication app)
    {
        app.MapPost("/v1/payments", Pay);
        app.MapGet("/v1/orders/{orderId:guid}", (Guid orderId) =>
            _orders.TryGetValue(orderId, out var status) ? Results.Ok(new { id = orderId, status }) : Results.NotFound());
        app.MapPost("/v1/orders/{orderId:guid}/completion", (Guid orderId, HttpRequest request) =>
            Effect(request, orderId, Results.Ok(new { orderId, status = "Completed" }), "completed"));
        app.MapPost("/v1/orders/{orderId:guid}/refund", (Guid orderId, HttpRequest request) =>
            Effect(request, orderId, Results.Ok(new { orderId, status = "Refunded" }), "refunded"));
    }

    private IResult Pay(Payment payment, HttpRequest request)
    {
        var orderId = OrderId.From(request.Headers["X-Buyer-Id"]!, request.Headers["Idempotency-Key"]!);
        switch (payment)
        {
            case { Cart.Lines: [] }:
                return Problem(409, "cart-empty");
            case { PaymentToken: "tok_declined" }:
                return Problem(402, "card-declined");
            case { PaymentToken: "tok_error" }:
                return Problem(502, "payment-failed");
            case { PaymentToken: "tok_bought" }:
                return Problem(409, "cart-already-bought");
            case { PaymentToken: "tok_pending" }:
                _orders.TryAdd(orderId, "Pending");
                return Results.Accepted($"/v1/orders/{orderId}", new { orderId, status = "Pending" });
            case var _ when IsCatalogueDown:
                return Problem(503, "products-unavailable");
            default:
                return Effect(request, orderId, Results.Created($"/v1/orders/{orderId}", new { orderId, status = "Paid" }), "charged");
        }
    }

    private IResult Effect(HttpRequest request, Guid orderId, IResult result, string effect)
    {
        _calls.Enqueue((orderId, request.Headers.TraceParent.ToString().Split('-') is [_, var trace, ..] ? trace : "none"));
        if (result is not IStatusCodeHttpResult { StatusCode: >= 400 })
        {
            Do(orderId, effect);
        }

        return result;
    }

    private void Do(Guid orderId, string effect) => _effects.TryAdd((orderId, effect), Interlocked.Increment(ref _order));

    private static IResult Problem(int status, string slug) =>
        Results.Problem(statusCode: status, title: slug, detail: $"Because of {slug}.", type: Problems.Type(slug));

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed record StockTake(Line[] Lines);

    private sealed record Payment(string Style, Cart Cart, string PaymentToken);

    private sealed record Cart(Guid Id, Line[] Lines);

    private sealed record Line(string ProductId, int Quantity);
}
