using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ReferenceShop.Gateway.Tests;

public sealed class RoutingTests : GatewayTest
{
    [Fact]
    public async Task The_stores_calls_reach_the_bff_as_they_are()
    {
        Gateway.StoreBff.On("PUT /api/store/cart/items/kettle?x=1", 200, """{"ok":true}""");

        using var response = await Gateway.NewClient().PutAsync("/api/store/cart/items/kettle?x=1", new StringContent("""{"quantity":2}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"ok":true}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("""{"quantity":2}""", Assert.Single(Gateway.StoreBff.Calls).Body);
        Assert.Empty(Gateway.Products.Calls);
    }

    [Fact]
    public async Task Pictures_come_from_products_without_the_visitors_cookie()
    {
        Gateway.Products.On("GET /images/kettle.svg", 200, "<svg/>", "image/svg+xml");
        using var client = Gateway.NewClient();
        client.DefaultRequestHeaders.Add("Cookie", "shop_visitor=secret");

        using var response = await client.GetAsync("/images/kettle.svg");

        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("Cookie", Assert.Single(Gateway.Products.Calls).Headers.Keys);
    }

    [Fact]
    public async Task The_visitors_cookie_goes_both_ways_between_page_and_bff()
    {
        Gateway.StoreBff.On("GET /api/store/cart", context =>
        {
            context.Response.Headers.SetCookie = "shop_visitor=new; path=/; httponly";
            return context.Response.WriteAsync("{}");
        });
        using var client = Gateway.NewClient();
        client.DefaultRequestHeaders.Add("Cookie", "shop_visitor=old");

        using var response = await client.GetAsync("/api/store/cart");

        Assert.Equal("shop_visitor=old", Assert.Single(Gateway.StoreBff.Calls).Headers["Cookie"]);
        Assert.Equal("shop_visitor=new; path=/; httponly", response.Headers.GetValues("Set-Cookie").Single());
    }

    [Fact]
    public async Task Nobody_outside_can_say_who_buys_or_where_he_comes_from()
    {
        Gateway.StoreBff.On("GET /api/store/orders", 200, "{}");
        using var client = Gateway.NewClient();
        client.DefaultRequestHeaders.Add("X-Buyer-Id", "somebody-else");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        await client.GetAsync("/api/store/orders");

        var headers = Assert.Single(Gateway.StoreBff.Calls).Headers;
        Assert.DoesNotContain("X-Buyer-Id", headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(("127.0.0.1", "http", Gateway.Address.Authority), (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"], headers["X-Forwarded-Host"]));
    }

    [Fact]
    public async Task The_answer_names_the_service_that_gave_it()
    {
        Gateway.StoreBff.On("GET /api/store/products", context =>
        {
            context.Response.Headers["X-Served-By"] = "store-bff/one";
            context.Response.Headers["X-Trace-Id"] = "0af7651916cd43dd8448eb211c80319c";
            return context.Response.WriteAsync("{}");
        });

        using var response = await Gateway.NewClient().GetAsync("/api/store/products");

        Assert.Equal("store-bff/one", response.Headers.GetValues("X-Served-By").Single());
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", response.Headers.GetValues("X-Trace-Id").Single());
    }

    [Fact]
    public async Task One_trace_goes_through()
    {
        Gateway.StoreBff.On("GET /api/store/products", 200, "{}");
        using var client = Gateway.NewClient();
        client.DefaultRequestHeaders.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        using var response = await client.GetAsync("/api/store/products");

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", response.Headers.GetValues("X-Trace-Id").Single());
        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", Assert.Single(Gateway.StoreBff.Calls).Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_pass_through_one_by_one()
    {
        var next = new SemaphoreSlim(0);
        Gateway.StoreBff.On("GET /api/store/orders/1/events", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var i = 1; i <= 3; i++)
            {
                await context.Response.WriteAsync($"data: {i}\n");
                await next.WaitAsync(context.RequestAborted);
            }
        });

        using var response = await Gateway.NewClient().GetAsync("/api/store/orders/1/events", HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal($"data: {i}", await lines.ReadLineAsync().WaitAsync(Patience));
            next.Release();
        }

        Assert.Null(await lines.ReadLineAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Streams_end_when_the_gateway_stops_although_the_service_would_go_on()
    {
        Gateway.StoreBff.On("GET /api/store/orders/1/events", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = Gateway.NewClient();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        using var response = await client.GetAsync("/api/store/orders/1/events", HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await lines.ReadLineAsync().WaitAsync(Patience));

        Gateway.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await Assert.ThrowsAnyAsync<IOException>(() => lines.ReadLineAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_refusal_passes_through_as_it_is()
    {
        Gateway.StoreBff.OnProblem("GET /api/store/products/nothing", 404, """{"title":"Not Found","traceId":"abc"}""");

        using var response = await Gateway.NewClient().GetAsync("/api/store/products/nothing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"title":"Not Found","traceId":"abc"}""", await response.Content.ReadAsStringAsync());
    }
}
