using System.Net;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.StoreBff.Tests;

/// <summary>What a visitor sees when a service behind fails: an honest status, and nothing of what is inside.</summary>
public sealed class FailureTests : StoreBffTest
{
    private const string Unavailable = """
        {"type":"https://referenceshop.example/problems/upstream-unavailable","title":"A part of the shop is not available","detail":"Please try again in a moment."}
        """;

    private const string Failed = """
        {"type":"https://referenceshop.example/problems/upstream-failed","title":"A part of the shop failed","detail":"Nothing is wrong with the request. Please try again."}
        """;

    [Fact]
    public async Task A_service_that_is_not_there_is_a_503_that_says_when_to_try_again()
    {
        await Bff.Products.StopAsync();

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, Unavailable);
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Without_the_cart_service_the_shelves_stay_open()
    {
        await Bff.Cart.StopAsync();
        await Bff.Orchestration.StopAsync();
        Bff.Products.On("GET /v1/products/kettle", 200, Kettle);

        using var shelves = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");
        using var cart = await Bff.NewBrowser().GetAsync("/api/store/cart");

        Assert.Equal(HttpStatusCode.OK, shelves.StatusCode);
        await cart.IsProblemAsync(HttpStatusCode.ServiceUnavailable, Unavailable);
    }

    [Fact]
    public async Task A_service_that_hangs_is_a_503_and_not_a_hang()
    {
        Bff.Products.On("GET /v1/products/kettle", context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, Unavailable);
    }

    [Fact]
    public async Task The_events_of_an_order_without_checkout_are_a_503()
    {
        await Bff.Checkout.StopAsync();
        var (browser, _) = Bff.NewVisitor();

        using var response = await browser.GetAsync($"/api/store/orders/{Guid.NewGuid()}/events");

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, Unavailable);
    }

    [Theory]
    [InlineData(500, "System.NullReferenceException at ReferenceShop.Products", "text/plain")]
    [InlineData(500, """{"title":"NpgsqlException","detail":"password=hunter2"}""", "application/problem+json")]
    [InlineData(401, """{"title":"Who are you?"}""", "application/problem+json")]
    [InlineData(200, "<html>not json</html>", "application/json")]
    [InlineData(200, "null", "application/json")]
    public async Task What_only_developers_should_see_stays_inside(int status, string body, string contentType)
    {
        Bff.Products.On("GET /v1/products/kettle", status, body, contentType);

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");

        await response.IsProblemAsync(HttpStatusCode.BadGateway, Failed);
    }

    [Theory]
    [InlineData("text/html", "<h1>nginx</h1>")]
    [InlineData("application/problem+json", "{")]
    public async Task A_status_without_a_readable_problem_gets_a_plain_one(string contentType, string body)
    {
        Bff.Products.On("GET /v1/products/kettle", 404, body, contentType);

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_503_from_behind_keeps_its_own_words_and_its_time_to_wait()
    {
        Bff.Products.OnProblem("GET /v1/products/kettle", 503, """{"type":"https://referenceshop.example/problems/busy","title":"Too busy"}""", retryAfter: "1");

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, """{"type":"https://referenceshop.example/problems/busy","title":"Too busy"}""");
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Answers_say_who_gave_them_and_in_which_trace()
    {
        Bff.Products.On("GET /v1/products/kettle", 200, Kettle);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/store/products/kettle")
        {
            Headers = { { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } },
        };

        using var response = await Bff.NewBrowser().SendAsync(request);

        Assert.Matches("^[a-z.]+/.+$", response.Headers.GetValues("X-Served-By").Single());
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", response.Headers.GetValues("X-Trace-Id").Single());
        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", Assert.Single(Bff.Products.Calls).Headers["traceparent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/openapi/v1.json")]
    public async Task It_says_how_it_is_and_what_it_can_do(string path)
    {
        using var response = await Bff.NewBrowser().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
