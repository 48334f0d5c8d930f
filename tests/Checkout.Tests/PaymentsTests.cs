using System.Net;
using System.Text.Json.Nodes;
using ReferenceShop.Checkout.Tests.Support;
using ReferenceShop.Tests;

namespace ReferenceShop.Checkout.Tests;

public sealed class PaymentsTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("orchestrated")]
    [InlineData("choreographed")]
    public async Task Paying_charges_the_catalogue_price_and_answers_201_with_a_location_that_resolves(string style)
    {
        var purchase = new Purchase { Style = style };

        using var response = await shop.PayAsync(purchase);

        var answer = await Expect.JsonAsync(response, 201);
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["orderId"] = purchase.OrderId.ToString(), ["status"] = "Paid" }, answer));
        Assert.Equal($"/v1/orders/{purchase.OrderId}", response.Headers.Location?.ToString());
        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
        using var order = await shop.GetAsync(response.Headers.Location!.ToString(), purchase.BuyerId);
        Assert.Equal(style, (string?)(await Expect.JsonAsync(order, 200))["style"]);
        Assert.Equal(["Pending by checkout", "Paid by checkout"], await shop.HistoryAsync(purchase));
    }

    [Fact]
    public async Task A_choreographed_purchase_is_announced_once()
    {
        var purchase = new Purchase { Style = "choreographed" };

        await shop.PayAsync(purchase);
        await shop.PayAsync(purchase);

        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.purchased", purchase.OrderId).Length > 0), "Purchased");
        var expected = new JsonObject
        {
            ["orderId"] = purchase.OrderId.ToString(),
            ["buyerId"] = purchase.BuyerId,
            ["cartId"] = purchase.CartId.ToString(),
            ["lines"] = new JsonArray(
                new JsonObject { ["productId"] = "mug", ["name"] = "The mug", ["quantity"] = 2, ["unitPrice"] = Euro(1299) },
                new JsonObject { ["productId"] = "tea", ["name"] = "The tea", ["quantity"] = 1, ["unitPrice"] = Euro(450) }),
            ["total"] = Euro(3048),
        };
        var heard = Assert.Single(shop.Broker.Heard("checkout.purchased", purchase.OrderId));
        Assert.True(JsonNode.DeepEquals(expected, heard), heard.ToJsonString());
    }

    [Fact]
    public async Task An_orchestrated_purchase_is_not_announced_as_purchased()
    {
        var (orchestrated, choreographed) = (new Purchase(), new Purchase { Style = "choreographed" });

        await shop.PayAsync(orchestrated);
        await shop.PayAsync(choreographed);

        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.purchased", choreographed.OrderId).Length > 0), "Purchased");
        Assert.Empty(shop.Broker.Heard("checkout.purchased", orchestrated.OrderId));
    }

    [Theory]
    [InlineData("tok_ok")]
    [InlineData("tok_slow")]
    [InlineData("tok_declined")]
    public async Task Twenty_concurrent_equal_payments_charge_once_and_get_one_answer(string token)
    {
        var purchase = new Purchase { Token = token };

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.PayAsync(purchase)));

        var answers = await Task.WhenAll(responses.Select(async r => (r.StatusCode, Body: await r.Content.ReadAsStringAsync())));
        var answer = Assert.Single(answers.Distinct());
        Assert.Equal(token == "tok_declined" ? HttpStatusCode.PaymentRequired : HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(token == "tok_declined" ? [] : ["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Fact]
    public async Task Repeating_a_payment_answers_the_same_bytes_even_when_the_order_has_moved_on_and_the_cart_is_empty()
    {
        var purchase = new Purchase();
        using var first = await shop.PayAsync(purchase);
        using var completed = await shop.CompleteAsync(purchase);

        using var second = await shop.PayAsync(purchase with { CartId = Guid.NewGuid(), Lines = [] });

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Fact]
    public async Task Reusing_a_key_with_another_card_or_style_is_a_422_problem_without_effect()
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);

        using var card = await shop.PayAsync(purchase with { Token = "tok_slow" });
        using var style = await shop.PayAsync(purchase with { Style = "choreographed" });

        foreach (var response in (HttpResponseMessage[])[card, style])
        {
            await Expect.ProblemAsync(
                response, 422, "idempotency-key-reused", "The idempotency key was used for another request",
                "Repeat the first request unchanged, or take a new key.");
        }

        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Fact]
    public async Task The_same_key_of_another_buyer_is_another_payment()
    {
        var mine = new Purchase();
        var theirs = new Purchase { Key = mine.Key };

        await shop.PayAsync(mine);
        using var response = await shop.PayAsync(theirs);

        await Expect.JsonAsync(response, 201);
        Assert.NotEqual(mine.OrderId, theirs.OrderId);
        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(theirs.OrderId));
    }

    [Fact]
    public async Task An_empty_cart_is_a_409_problem_and_the_key_stays_free()
    {
        var purchase = new Purchase();

        using var empty = await shop.PayAsync(purchase with { Lines = [] });
        using var filled = await shop.PayAsync(purchase);

        await Expect.ProblemAsync(empty, 409, "cart-empty", "The cart is empty", "There is nothing to pay for.");
        await Expect.JsonAsync(filled, 201);
    }

    [Fact]
    public async Task A_cart_is_bought_once_however_many_keys_try()
    {
        var purchase = new Purchase();
        var attempts = Enumerable.Range(0, 10).Select(_ => purchase with { Key = Guid.NewGuid().ToString() }).ToList();

        var responses = await Task.WhenAll(attempts.Select(attempt => shop.PayAsync(attempt)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        foreach (var refused in responses.Where(response => response.StatusCode != HttpStatusCode.Created))
        {
            await Expect.ProblemAsync(
                refused, 409, "cart-already-bought", "This cart was bought already", "Another payment has taken this cart.");
        }

        var books = await Task.WhenAll(attempts.Select(attempt => shop.Bank.BookOfAsync(attempt.OrderId)));
        Assert.Equal(["charge 3048"], books.SelectMany(lines => lines));
    }

    [Fact]
    public async Task A_declined_card_is_a_402_problem_and_the_cart_can_be_paid_with_another()
    {
        var purchase = new Purchase { Token = "tok_declined" };

        using var declined = await shop.PayAsync(purchase);
        using var repeated = await shop.PayAsync(purchase);
        using var paid = await shop.PayAsync(purchase with { Key = Guid.NewGuid().ToString(), Token = "tok_ok" });

        await Expect.ProblemAsync(declined, 402, "card-declined", "The card was declined", "The bank refused the card.");
        Assert.Equal(await declined.Content.ReadAsStringAsync(), await repeated.Content.ReadAsStringAsync());
        Assert.Equal(["Pending by checkout", "Declined by checkout"], await shop.HistoryAsync(purchase));
        await Expect.JsonAsync(paid, 201);
    }

    [Fact]
    public async Task A_cart_that_was_paid_back_can_be_paid_again_but_not_while_the_refund_is_under_way()
    {
        var purchase = new Purchase();
        var again = purchase with { Key = Guid.NewGuid().ToString() };
        await shop.PayAsync(purchase);
        shop.Line.Fault = (_, _) => Fault.Unreachable;
        using var refunding = await shop.RefundAsync(purchase);

        using var early = await shop.PayAsync(again);
        shop.Line.Heal();
        await shop.BecomesAsync(purchase, "Refunded");
        using var late = await shop.PayAsync(again);

        await Expect.ProblemAsync(early, 409, "cart-already-bought", "This cart was bought already", "Another payment has taken this cart.");
        await Expect.JsonAsync(late, 201);
        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(again.OrderId));
    }

    [Fact]
    public async Task A_failing_bank_is_a_502_problem_and_the_order_is_declined_at_once()
    {
        var purchase = new Purchase { Token = "tok_error" };

        using var failed = await shop.PayAsync(purchase);
        using var repeated = await shop.PayAsync(purchase);

        await Expect.ProblemAsync(failed, 502, "payment-failed", "The payment failed", "The bank could not take the payment. Nothing was charged.");
        Assert.Equal(await failed.Content.ReadAsStringAsync(), await repeated.Content.ReadAsStringAsync());
        Assert.Equal("Declined", await shop.StatusAsync(purchase));
        Assert.Empty(await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Fact]
    public async Task A_product_that_is_gone_is_a_409_problem_and_records_nothing()
    {
        shop.Products.Sells("relic", 1);
        shop.Products.Drops("relic");
        var purchase = new Purchase { Lines = [("mug", 1), ("relic", 1)] };

        using var response = await shop.PayAsync(purchase);

        await Expect.ProblemAsync(response, 409, "product-gone", "A product is gone", "The shop no longer sells 'relic'.");
        using var order = await shop.GetAsync($"/v1/orders/{purchase.OrderId}", purchase.BuyerId);
        await Expect.ProblemAsync(order, 404);
    }

    [Fact]
    public async Task Without_prices_the_answer_is_503_and_records_nothing()
    {
        var purchase = new Purchase();
        shop.Products.IsDown = true;
        using var response = await shop.PayAsync(purchase);
        shop.Products.IsDown = false;

        await Expect.ProblemAsync(
            response, 503, "products-unavailable", "Prices are not available", "Nothing was charged. Try again in a moment.");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        using var order = await shop.GetAsync($"/v1/orders/{purchase.OrderId}", purchase.BuyerId);
        await Expect.ProblemAsync(order, 404);
    }

    [Fact]
    public async Task A_price_that_changes_later_does_not_change_the_order()
    {
        shop.Products.Sells("gold", 100);
        var purchase = new Purchase { Lines = [("gold", 3)] };
        await shop.PayAsync(purchase);

        shop.Products.Sells("gold", 999);

        var order = await shop.OrderAsync(purchase);
        Assert.True(JsonNode.DeepEquals(Euro(300), order["total"]));
        Assert.True(JsonNode.DeepEquals(Euro(100), order["lines"]![0]!["unitPrice"]));
    }

    private static JsonObject Euro(long amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };
}
