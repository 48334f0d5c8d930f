using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.StoreBff.Tests;

public sealed class OrdersApiTests : StoreBffTest
{
    private const string OrderId = "8f14e45f-ceea-867a-9a36-dedd4bea2543";
    private const string Order = $$$"""
        {"id":"{{{OrderId}}}","style":"choreographed","status":"Completed",
         "lines":[{"productId":"kettle","name":"Kettle","quantity":2,"unitPrice":{"amount":4900,"currency":"EUR"},"lineTotal":{"amount":9800,"currency":"EUR"}}],
         "total":{"amount":9800,"currency":"EUR"},"placedAt":"2026-03-01T10:00:00+00:00",
         "history":[{"at":"2026-03-01T10:00:00+00:00","status":"Pending","by":"checkout"},{"at":"2026-03-01T10:00:01+00:00","status":"Completed","by":"products"}]}
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Orders_are_listed_for_the_visitor()
    {
        const string Page = $$"""{"items":[{{Order}}],"page":1,"pageSize":20,"total":1}""";
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Checkout.On("GET /v1/orders?page=1&pageSize=20", 200, Page);

        using var response = await browser.GetAsync("/api/store/orders");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await IsJsonAsync(response, Page);
        Assert.Equal(buyer, Assert.Single(Bff.Checkout.Calls).Headers["X-Buyer-Id"]);
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("pageSize=101")]
    public async Task Listing_rejects_a_page_that_cannot_be(string query)
    {
        using var response = await Bff.NewBrowser().GetAsync($"/api/store/orders?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(Bff.Checkout.Calls);
    }

    [Fact]
    public async Task An_order_is_shown_with_its_history()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Checkout.On($"GET /v1/orders/{OrderId}", 200, Order);

        using var response = await browser.GetAsync($"/api/store/orders/{OrderId}");

        await IsJsonAsync(response, Order);
        Assert.Equal(buyer, Assert.Single(Bff.Checkout.Calls).Headers["X-Buyer-Id"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/events")]
    public async Task Somebody_elses_order_does_not_exist(string what)
    {
        var (browser, _) = Bff.NewVisitor();
        Bff.Checkout.OnProblem($"GET /v1/orders/{OrderId}{what}", 404, NotFoundProblem);

        using var response = await browser.GetAsync($"/api/store/orders/{OrderId}{what}");

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/store/orders/1")]
    [InlineData("/api/store/orders/1/events")]
    public async Task What_cannot_be_an_order_id_is_a_404_problem(string path)
    {
        using var response = await Bff.NewBrowser().GetAsync(path);

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(Bff.Checkout.Calls);
    }

    [Fact]
    public async Task Events_arrive_one_by_one_as_they_happen()
    {
        var (browser, _) = Bff.NewVisitor();
        var source = Channel.CreateUnbounded<string>();
        Bff.Checkout.On($"GET /v1/orders/{OrderId}/events", context => StreamAsync(context, source.Reader));

        using var response = await browser.GetAsync($"/api/store/orders/{OrderId}/events", HttpCompletionOption.ResponseHeadersRead).WaitAsync(s_patience);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        foreach (var line in new[] { "event: order", "data: 1", ": still here", "data: 2" })
        {
            source.Writer.TryWrite(line);
            Assert.Equal(line, await lines.ReadLineAsync().WaitAsync(s_patience));
        }

        source.Writer.Complete();
        Assert.Null(await lines.ReadLineAsync().WaitAsync(s_patience));
    }

    [Fact]
    public async Task When_the_browser_leaves_checkout_hears_of_it()
    {
        var (browser, _) = Bff.NewVisitor();
        var left = new TaskCompletionSource();
        Bff.Checkout.On($"GET /v1/orders/{OrderId}/events", async context =>
        {
            using var registration = context.RequestAborted.Register(left.SetResult);
            await StreamAsync(context, Channel.CreateUnbounded<string>().Reader);
        });

        var response = await browser.GetAsync($"/api/store/orders/{OrderId}/events", HttpCompletionOption.ResponseHeadersRead).WaitAsync(s_patience);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        response.Dispose();

        await left.Task.WaitAsync(s_patience);
    }

    [Fact]
    public async Task A_stream_that_breaks_behind_ends_in_front()
    {
        var (browser, _) = Bff.NewVisitor();
        var crash = new TaskCompletionSource();
        Bff.Checkout.On($"GET /v1/orders/{OrderId}/events", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n");
            await crash.Task;
            context.Abort();
        });

        using var response = await browser.GetAsync($"/api/store/orders/{OrderId}/events", HttpCompletionOption.ResponseHeadersRead).WaitAsync(s_patience);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("data: 1", await lines.ReadLineAsync().WaitAsync(s_patience));
        crash.SetResult();
        Assert.Null(await lines.ReadLineAsync().WaitAsync(s_patience));
    }

    [Fact]
    public async Task A_stream_does_not_hold_up_a_restart()
    {
        var (browser, _) = Bff.NewVisitor();
        Bff.Checkout.On($"GET /v1/orders/{OrderId}/events", context => StreamAsync(context, Channel.CreateUnbounded<string>().Reader));
        using var response = await browser.GetAsync($"/api/store/orders/{OrderId}/events", HttpCompletionOption.ResponseHeadersRead).WaitAsync(s_patience);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        Bff.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Null(await lines.ReadLineAsync().WaitAsync(s_patience));
    }

    private static async Task StreamAsync(HttpContext context, ChannelReader<string> lines)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await foreach (var line in lines.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync($"{line}\n", context.RequestAborted);
        }
    }
}
