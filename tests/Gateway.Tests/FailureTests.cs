using System.Net;
using System.Net.Sockets;
using System.Text;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.Gateway.Tests;

public sealed class FailureTests : GatewayTest
{
    private const string Unavailable = """
        {"type":"https://referenceshop.example/problems/upstream-unavailable","title":"A part of the shop is not available","detail":"Please try again in a moment."}
        """;

    [Fact]
    public async Task A_dead_service_is_a_502_problem()
    {
        await Gateway.StoreBff.StopAsync();

        using var response = await Gateway.NewClient().GetAsync("/api/store/products");

        await response.IsProblemAsync(HttpStatusCode.BadGateway, Unavailable);
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
        Assert.Contains("nosniff", response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_service_that_hangs_up_is_a_502_problem()
    {
        Gateway.StoreBff.On("GET /api/store/products", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        using var response = await Gateway.NewClient().GetAsync("/api/store/products");

        await response.IsProblemAsync(HttpStatusCode.BadGateway, Unavailable);
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task A_service_that_stays_silent_is_a_504_problem()
    {
        Gateway.Products.On("GET /images/slow.svg", context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        using var response = await Gateway.NewClient().GetAsync("/images/slow.svg");

        await response.IsProblemAsync(HttpStatusCode.GatewayTimeout, Unavailable);
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/other")]
    [InlineData("/v1/products")]
    [InlineData("/admin")]
    [InlineData("/orders/1/2")]
    [InlineData("/js/none.js")]
    public async Task An_unknown_path_is_a_404_problem(string path)
    {
        using var response = await Gateway.NewClient().GetAsync(path);

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_one_for_browsers_that_would_rather_have_a_page_too()
    {
        using var client = Gateway.NewClient();
        client.DefaultRequestHeaders.Add("Accept", "text/html");

        using var response = await client.GetAsync("/admin");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(TraceOf(response), await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/orders")]
    [InlineData("DELETE", "/")]
    [InlineData("POST", "/images/kettle.svg")]
    public async Task A_wrong_method_is_a_405_problem(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await Gateway.NewClient().SendAsync(request);

        await response.IsPlainProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Equal("GET, HEAD", string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_a_413_problem_and_stays_outside()
    {
        using var content = new StringContent(new string('x', 70_000), Encoding.UTF8, "application/json");

        using var response = await Gateway.NewClient().PutAsync("/api/store/cart/items/kettle", content);

        await response.IsPlainProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Empty(Gateway.StoreBff.Calls);
    }

    [Fact]
    public async Task So_is_one_that_does_not_say_how_long_it_is()
    {
        using var content = new StringContent(new string('x', 70_000), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/store/cart/items/kettle") { Content = content, Headers = { TransferEncodingChunked = true } };

        using var response = await Gateway.NewClient().SendAsync(request);

        await response.IsPlainProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_line_feed_in_an_address_does_not_make_a_log_line()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", Gateway.Address.Port);
        await socket.GetStream().WriteAsync("GET /x%0Aforged HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var answer = new StreamReader(socket.GetStream());

        Assert.StartsWith("HTTP/1.1 404", await answer.ReadToEndAsync().WaitAsync(Patience), StringComparison.Ordinal);

        Assert.DoesNotContain('\n', Assert.Single(Gateway.CallLines));
    }

    [Fact]
    public async Task Every_call_leaves_one_line_that_says_where_it_went()
    {
        Gateway.StoreBff.On("GET /api/store/products?q=private", 200, "{}");
        using var client = Gateway.NewClient();

        using var good = await client.GetAsync("/api/store/products?q=private");
        using var probe = await client.GetAsync("/health");
        await Gateway.StoreBff.StopAsync();
        using var bad = await client.GetAsync("/api/store/products");

        Assert.Collection(
            Gateway.CallLines,
            line => Assert.Matches($"^Information: GET /api/store/products route store-api upstream {Gateway.StoreBff.Address}/? status 200 in [0-9.]+ ms trace {TraceOf(good)}$", line),
            line => Assert.Matches($"^Warning: GET /api/store/products route store-api upstream {Gateway.StoreBff.Address}/? status 502 in [0-9.]+ ms trace {TraceOf(bad)}: Request$", line));
    }

    private static string TraceOf(HttpResponseMessage response) => response.Headers.GetValues("X-Trace-Id").Single();
}
