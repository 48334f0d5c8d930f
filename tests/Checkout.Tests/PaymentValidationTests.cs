using System.Net.Http.Headers;
using System.Text;
using ReferenceShop.Checkout.Tests.Support;
using ReferenceShop.Tests;

namespace ReferenceShop.Checkout.Tests;

public sealed class PaymentValidationTests(Shop shop) : IClassFixture<Shop>
{
    private const string Cart = """{"id":"8f3c1c7e-58bb-4a54-9a31-0c9f6a1f6a10","lines":[{"productId":"mug","quantity":1}]}""";

    [Theory]
    [InlineData("""{"style":"by pigeon","cart":CART,"paymentToken":"tok_ok"}""", "Style")]
    [InlineData("""{"style":"orchestrated","cart":CART,"paymentToken":""}""", "PaymentToken")]
    [InlineData("""{"style":"orchestrated","cart":{"id":"8f3c1c7e-58bb-4a54-9a31-0c9f6a1f6a10","lines":[{"productId":"mug","quantity":0}]},"paymentToken":"tok_ok"}""", "Cart.Lines[0].Quantity")]
    [InlineData("""{"style":"orchestrated","cart":{"id":"8f3c1c7e-58bb-4a54-9a31-0c9f6a1f6a10","lines":[{"productId":"mug","quantity":100}]},"paymentToken":"tok_ok"}""", "Cart.Lines[0].Quantity")]
    [InlineData("""{"style":"orchestrated","cart":{"id":"8f3c1c7e-58bb-4a54-9a31-0c9f6a1f6a10","lines":[{"productId":"../mug","quantity":1}]},"paymentToken":"tok_ok"}""", "Cart.Lines[0].ProductId")]
    [InlineData("""{"style":"orchestrated","cart":{"id":"8f3c1c7e-58bb-4a54-9a31-0c9f6a1f6a10","lines":[{"productId":"mug","quantity":1},{"productId":"mug","quantity":1}]},"paymentToken":"tok_ok"}""", "Cart.Lines")]
    public async Task A_payment_that_makes_no_sense_names_the_field(string body, string field)
    {
        using var response = await SendAsync(body.Replace("CART", Cart, StringComparison.Ordinal));

        await Expect.InvalidAsync(response, field);
    }

    [Fact]
    public async Task More_lines_than_a_cart_holds_are_refused()
    {
        var lines = string.Join(',', Enumerable.Range(0, 51).Select(i => $$"""{"productId":"p{{i}}","quantity":1}"""));

        using var response = await SendAsync(
            $$"""{"style":"orchestrated","cart":{"id":"8f3c1c7e-58bb-4a54-9a31-0c9f6a1f6a10","lines":[{{lines}}]},"paymentToken":"tok_ok"}""");

        await Expect.InvalidAsync(response, "Cart.Lines");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"style":1,"cart":"all of it","paymentToken":true}""")]
    [InlineData("")]
    public async Task A_body_that_is_no_payment_is_a_400_problem(string body)
    {
        using var response = await SendAsync(body);

        await Expect.ProblemAsync(response, 400);
    }

    [Theory]
    [InlineData(null, "buyer")]
    [InlineData("key", null)]
    [InlineData("key", "no/such buyer")]
    public async Task A_payment_without_key_or_buyer_is_a_400_problem(string? key, string? buyerId)
    {
        using var response = await SendAsync($$"""{"style":"orchestrated","cart":{{Cart}},"paymentToken":"tok_ok"}""", key, buyerId);

        await Expect.ProblemAsync(response, 400);
    }

    [Fact]
    public async Task A_key_of_more_than_255_characters_is_a_400_problem()
    {
        using var response = await SendAsync($$"""{"style":"orchestrated","cart":{{Cart}},"paymentToken":"tok_ok"}""", new string('k', 256));

        await Expect.ProblemAsync(response, 400);
    }

    private Task<HttpResponseMessage> SendAsync(string body, string? key = "key", string? buyerId = "buyer")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (buyerId is not null)
        {
            request.Headers.Add("X-Buyer-Id", buyerId);
        }

        return shop.Client.SendAsync(request);
    }
}
