using System.Net;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.StoreBff.Tests;

public sealed class CheckoutApiTests : StoreBffTest
{
    private const string OrderId = "8f14e45f-ceea-867a-9a36-dedd4bea2543";
    private const string Orchestrated = """{"style":"orchestrated","paymentToken":"tok_ok"}""";
    private const string Choreographed = """{"style":"choreographed","paymentToken":"tok_ok"}""";
    private const string BareCart = """{"id":"0b6b2d1e-4c55-4a7e-9a0e-2a53c2f1d001","version":4,"lines":[{"productId":"kettle","quantity":2}]}""";

    [Fact]
    public async Task The_orchestrated_style_asks_the_conductor()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Orchestration.On("POST /v1/checkouts", 201, $$"""{"orderId":"{{OrderId}}","status":"Completed"}""");

        using var response = await BuyAsync(browser, Orchestrated, "key-1");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/store/orders/{OrderId}", response.Headers.Location?.OriginalString);
        await IsJsonAsync(response, $$"""{"orderId":"{{OrderId}}","status":"Completed"}""");
        var call = Assert.Single(Bff.Orchestration.Calls);
        Assert.Equal("""{"paymentToken":"tok_ok"}""", call.Body);
        Assert.Equal(("key-1", buyer), (call.Headers["Idempotency-Key"], call.Headers["X-Buyer-Id"]));
        Assert.Empty(Bff.Checkout.Calls);
    }

    [Fact]
    public async Task The_choreographed_style_pays_for_the_cart_as_it_is()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Cart.On($"GET /v1/carts/{buyer}", 200, BareCart);
        Bff.Checkout.On("POST /v1/payments", 201, $$"""{"orderId":"{{OrderId}}","status":"Paid"}""");

        using var response = await BuyAsync(browser, Choreographed, "key-2");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/store/orders/{OrderId}", response.Headers.Location?.OriginalString);
        await IsJsonAsync(response, $$"""{"orderId":"{{OrderId}}","status":"Paid"}""");
        var call = Assert.Single(Bff.Checkout.Calls);
        Assert.Equal("""{"style":"choreographed","cart":{"id":"0b6b2d1e-4c55-4a7e-9a0e-2a53c2f1d001","lines":[{"productId":"kettle","quantity":2}]},"paymentToken":"tok_ok"}""", call.Body);
        Assert.Equal(("key-2", buyer), (call.Headers["Idempotency-Key"], call.Headers["X-Buyer-Id"]));
        Assert.Empty(Bff.Orchestration.Calls);
    }

    [Theory]
    [InlineData(Orchestrated)]
    [InlineData(Choreographed)]
    public async Task A_purchase_that_is_not_settled_yet_is_a_202_that_says_where_to_look(string body)
    {
        var (browser, buyer) = Bff.NewVisitor();
        const string Answer = $$"""{"orderId":"{{OrderId}}","status":"Pending"}""";
        Bff.Cart.On($"GET /v1/carts/{buyer}", 200, BareCart);
        Bff.Checkout.On("POST /v1/payments", 202, Answer);
        Bff.Orchestration.On("POST /v1/checkouts", 202, Answer);

        using var response = await BuyAsync(browser, body, "key");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/api/store/orders/{OrderId}", response.Headers.Location?.OriginalString);
        await IsJsonAsync(response, Answer);
    }

    [Fact]
    public async Task Unknown_fields_are_ignored()
    {
        var (browser, _) = Bff.NewVisitor();
        Bff.Orchestration.On("POST /v1/checkouts", 201, $$"""{"orderId":"{{OrderId}}","status":"Completed"}""");

        using var response = await BuyAsync(browser, """{"style":"orchestrated","paymentToken":"tok_ok","total":1,"coupon":{}}""", "key");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData(KeyOf256)]
    public async Task Without_a_usable_key_nothing_is_bought(string? key)
    {
        var (browser, _) = Bff.NewVisitor();

        using var response = await BuyAsync(browser, Orchestrated, key);

        await response.IsProblemAsync(HttpStatusCode.BadRequest, """
            {"type":"https://referenceshop.example/problems/idempotency-key-required","title":"The Idempotency-Key header is missing or not usable",
             "detail":"Send Idempotency-Key with 1 to 255 printable ASCII characters, new for every purchase and the same for its repeats."}
            """);
        NothingWasBought();
    }

    [Theory]
    [InlineData("""{"style":"improvised","paymentToken":"tok_ok"}""", "style", """style must be \"orchestrated\" or \"choreographed\".""")]
    [InlineData("""{"style":"Orchestrated","paymentToken":"tok_ok"}""", "style", """style must be \"orchestrated\" or \"choreographed\".""")]
    [InlineData("""{"style":"orchestrated","paymentToken":"tok-ok!"}""", "paymentToken", "paymentToken must be 1 to 64 letters, digits or underscores.")]
    [InlineData("""{"style":"orchestrated","paymentToken":"tok_ok\n"}""", "paymentToken", "paymentToken must be 1 to 64 letters, digits or underscores.")]
    [InlineData("""{"style":"orchestrated","paymentToken":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "paymentToken", "paymentToken must be 1 to 64 letters, digits or underscores.")]
    [InlineData("""{"style":null,"paymentToken":"tok_ok"}""", "style", """style must be \"orchestrated\" or \"choreographed\".""")]
    [InlineData("""{"style":"orchestrated","paymentToken":null}""", "paymentToken", "paymentToken must be 1 to 64 letters, digits or underscores.")]
    [InlineData("""{"style":"orchestrated","paymentToken":""}""", "paymentToken", "paymentToken must be 1 to 64 letters, digits or underscores.")]
    public async Task A_request_that_cannot_be_names_the_field_and_buys_nothing(string body, string field, string message)
    {
        var (browser, _) = Bff.NewVisitor();

        using var response = await BuyAsync(browser, body, "key");

        await response.IsProblemAsync(HttpStatusCode.BadRequest, $$$"""
            {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","errors":{"{{{field}}}":["{{{message}}}"]}}
            """);
        NothingWasBought();
    }

    [Theory]
    [InlineData("""{"style":"orchestrated"}""")]
    [InlineData("""{"paymentToken":"tok_ok"}""")]
    [InlineData("""{"style":1,"paymentToken":"tok_ok"}""")]
    [InlineData("""{"style":"orchestrated","paymentToken":"tok_ok" """)]
    [InlineData("\"tok_ok\"")]
    public async Task A_body_that_is_no_purchase_is_a_400_problem(string body)
    {
        var (browser, _) = Bff.NewVisitor();

        using var response = await BuyAsync(browser, body, "key");

        await response.IsPlainProblemAsync(HttpStatusCode.BadRequest);
        NothingWasBought();
    }

    [Theory]
    [InlineData(402, "card-declined", "The card was declined")]
    [InlineData(409, "cart-empty", "The cart is empty")]
    [InlineData(422, "idempotency-key-reused", "This key belongs to another purchase")]
    [InlineData(502, "payment-failed", "The payment failed")]
    public async Task A_refusal_reaches_the_visitor_in_its_own_words(int status, string slug, string title)
    {
        var (browser, _) = Bff.NewVisitor();
        var problem = $$"""{"type":"https://referenceshop.example/problems/{{slug}}","title":"{{title}}","detail":"Because.","instance":"http://10.0.0.7/v1/payments","traceId":"upstream","status":{{status}}}""";
        Bff.Orchestration.OnProblem("POST /v1/checkouts", status, problem);

        using var response = await BuyAsync(browser, Orchestrated, "key");

        await response.IsProblemAsync((HttpStatusCode)status, $$"""{"type":"https://referenceshop.example/problems/{{slug}}","title":"{{title}}","detail":"Because."}""");
    }

    [Fact]
    public async Task A_purchase_that_is_still_under_way_says_when_to_ask_again()
    {
        var (browser, _) = Bff.NewVisitor();
        Bff.Orchestration.OnProblem("POST /v1/checkouts", 409, """{"type":"https://referenceshop.example/problems/in-progress","title":"Still paying"}""", retryAfter: "2");

        using var response = await BuyAsync(browser, Orchestrated, "key");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("2", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Extensions_of_a_problem_come_along()
    {
        var (browser, _) = Bff.NewVisitor();
        Bff.Orchestration.OnProblem("POST /v1/checkouts", 409, """
            {"type":"https://referenceshop.example/problems/out-of-stock","title":"Out of stock","short":[{"productId":"kettle","wanted":2,"available":1}]}
            """);

        using var response = await BuyAsync(browser, Orchestrated, "key");

        await response.IsProblemAsync(HttpStatusCode.Conflict, """
            {"type":"https://referenceshop.example/problems/out-of-stock","title":"Out of stock","short":[{"productId":"kettle","wanted":2,"available":1}]}
            """);
    }

    private static Task<HttpResponseMessage> BuyAsync(HttpClient browser, string body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/store/checkout") { Content = Json(body) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return browser.SendAsync(request);
    }

    private void NothingWasBought()
    {
        Assert.Empty(Bff.Orchestration.Calls);
        Assert.Empty(Bff.Checkout.Calls);
    }

    private const string KeyOf256 =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
}
