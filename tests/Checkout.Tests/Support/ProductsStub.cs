using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.Checkout.Tests.Support;

/// <summary>A catalogue on a real port.</summary>
public sealed class ProductsStub : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _prices = new();
    private WebApplication? _app;

    public string Address => _app!.Urls.Single();

    public bool IsDown { get; set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/v1/products/batch", (string[] ids) => IsDown
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Ok(ids.Where(_prices.ContainsKey).Select(id => new
            {
                id, name = $"The {id}", description = "", imageUrl = $"/images/{id}.svg", category = "test",
                price = new { amount = _prices[id], currency = "EUR" }, stock = 10,
            })));
        await _app.StartAsync();
    }

    public void Sells(string id, long price) => _prices[id] = price;

    public void Drops(string id) => _prices.TryRemove(id, out _);

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
