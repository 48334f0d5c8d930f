using System.Net;
using System.Text.Json.Nodes;
using ReferenceShop.Orchestration.Tests.Support;
using ReferenceShop.Tests;

namespace ReferenceShop.Orchestration.Tests;

public sealed class CheckoutsTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_checkout_goes_step_by_step_to_its_good_end()
    {
        var purchase = new Purchase();

        using var response = await shop.CheckOutAsync(purchase);

        var answer = await Expect.JsonAsync(response, 201);
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["orderId"] = purchase.OrderId.ToString(), ["status"] = "Completed" }, answer));
        Assert.Equal($"/v1/orders/{purchase.OrderId}", response.Headers.Location?.ToString());
        Assert.Equal(["charged", "cart emptied", "stock taken", "completed"], shop.World.EffectsOn(purchase.OrderId));
        var state = await shop.StateAsync(purchase);
        Assert.Equal("Completed", (string?)state["state"]);
        Assert.Equal(
            ["ReadingCart 1 done", "Paying 1 done", "EmptyingCart 1 done", "TakingStock 1 done", "Completing 1 done"],
            state["steps"]!.AsArray().Select(step => $"{step!["name"]} {step["attempts"]} {step["outcome"]}"));
    }

    [Fact]
    public async Task Without_stock_the_checkout_goes_all_the_way_back()
    {
        var purchase = new Purchase { Cart = [("mug", 1), ("rare", 1)] };

        using var response = await shop.CheckOutAsync(purchase);

        Assert.Equal("Refunded", (string?)(await Expect.JsonAsync(response, 201))["status"]);
        Assert.Equal(["charged", "cart emptied", "refunded", "cart restored"], shop.World.EffectsOn(purchase.OrderId));
        var state = await shop.StateAsync(purchase);
        Assert.Equal("out of stock", (string?)state["reason"]);
        Assert.Equal(
            ["ReadingCart", "Paying", "EmptyingCart", "TakingStock", "Refunding", "RestoringCart"],
            state["steps"]!.AsArray().Select(step => (string?)step!["name"]));
    }

    [Fact]
    public async Task A_step_that_fails_for_good_goes_all_the_way_back()
    {
        var purchase = new Purchase { Cart = [("sticky", 1)] };

        using var response = await shop.CheckOutAsync(purchase);

        Assert.Equal("Refunded", (string?)(await Expect.JsonAsync(response, 201))["status"]);
        Assert.Equal(["charged", "refunded", "cart restored"], shop.World.EffectsOn(purchase.OrderId));
    }

    [Theory]
    [InlineData("tok_declined", 402, "card-declined")]
    [InlineData("tok_error", 502, "payment-failed")]
    public async Task A_failed_payment_is_passed_on_and_stays_the_answer(string token, int status, string slug)
    {
        var purchase = new Purchase { Token = token };

        using var first = await shop.CheckOutAsync(purchase);
        using var second = await shop.CheckOutAsync(purchase);

        Assert.Equal($"Because of {slug}.", (string?)(await Expect.ProblemAsync(first, status))["detail"]);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal("Declined", (string?)(await shop.StateAsync(purchase))["state"]);
        Assert.Empty(shop.World.EffectsOn(purchase.OrderId));
    }

    [Fact]
    public async Task An_empty_cart_is_passed_on_and_the_key_may_try_again()
    {
        var purchase = new Purchase { Cart = [] };

        using var empty = await shop.CheckOutAsync(purchase);
        using var filled = await shop.CheckOutAsync(purchase with { Cart = [("mug", 1)] });

        Assert.Equal("Because of cart-empty.", (string?)(await Expect.ProblemAsync(empty, 409))["detail"]);
        Assert.Equal("Completed", (string?)(await Expect.JsonAsync(filled, 201))["status"]);
    }

    [Fact]
    public async Task A_cart_that_was_bought_already_is_passed_on()
    {
        using var response = await shop.CheckOutAsync(new Purchase { Token = "tok_bought" });

        Assert.Equal("Because of cart-already-bought.", (string?)(await Expect.ProblemAsync(response, 409))["detail"]);
    }

    [Fact]
    public async Task Twenty_concurrent_equal_checkouts_are_one_with_one_answer()
    {
        var purchase = new Purchase();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.CheckOutAsync(purchase)));

        var answers = await Task.WhenAll(responses.Select(async r => (r.StatusCode, Body: await r.Content.ReadAsStringAsync())));
        Assert.Equal(HttpStatusCode.Created, Assert.Single(answers.Distinct()).StatusCode);
        var steps = (await shop.StateAsync(purchase))["steps"]!.AsArray();
        Assert.All(steps, step => Assert.Equal(1, (int)step!["attempts"]!));
    }

    [Fact]
    public async Task Repeating_a_checkout_answers_the_same_bytes()
    {
        var purchase = new Purchase();
        using var first = await shop.CheckOutAsync(purchase);

        using var second = await shop.CheckOutAsync(purchase with { Cart = [] });

        Assert.Equal(first.StatusCode, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Reusing_a_key_with_another_card_is_a_422_problem()
    {
        var purchase = new Purchase();
        await shop.CheckOutAsync(purchase);

        using var response = await shop.CheckOutAsync(purchase with { Token = "tok_slow" });

        await Expect.ProblemAsync(
            response, 422, "idempotency-key-reused", "The idempotency key was used for another request", "Repeat the first request unchanged, or take a new key.");
    }

    [Theory]
    [InlineData("Paid", "Completed", new[] { "charged", "cart emptied", "stock taken", "completed" })]
    [InlineData("Declined", "Declined", new string[0])]
    public async Task A_payment_that_takes_its_time_is_answered_202_and_goes_on_by_itself(string settled, string end, string[] effects)
    {
        var purchase = new Purchase { Token = "tok_pending" };

        using var first = await shop.CheckOutAsync(purchase);
        shop.World.SettlePayment(purchase.OrderId, settled);
        await shop.EndsAsync(purchase, end);
        using var second = await shop.CheckOutAsync(purchase);

        Assert.Equal("Pending", (string?)(await Expect.JsonAsync(first, 202))["status"]);
        Assert.Equal($"/v1/orders/{purchase.OrderId}", first.Headers.Location?.ToString());
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(effects, shop.World.EffectsOn(purchase.OrderId));
    }

    [Fact]
    public async Task Without_the_cart_service_the_answer_is_503_nothing_happens_and_the_key_may_try_again()
    {
        var purchase = new Purchase();
        shop.World.IsCartDown = true;
        using var refused = await shop.CheckOutAsync(purchase);
        shop.World.IsCartDown = false;

        await Expect.ProblemAsync(refused, 503, "cart-unavailable", "The cart is not available", "Nothing was charged. Try again in a moment.");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("Rejected", (string?)(await shop.StateAsync(purchase))["state"]);
        using var again = await shop.CheckOutAsync(purchase);
        Assert.Equal("Completed", (string?)(await Expect.JsonAsync(again, 201))["status"]);
    }

    [Fact]
    public async Task Without_prices_the_answer_is_503_and_nothing_happens_later_either()
    {
        var purchase = new Purchase();
        shop.World.IsCatalogueDown = true;
        using var refused = await shop.CheckOutAsync(purchase);
        shop.World.IsCatalogueDown = false;

        Assert.Equal("Because of products-unavailable.", (string?)(await Expect.ProblemAsync(refused, 503))["detail"]);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("Rejected", (string?)(await shop.StateAsync(purchase))["state"]);
        Assert.Empty(shop.World.EffectsOn(purchase.OrderId));
    }

    [Fact]
    public async Task Another_buyers_checkout_does_not_exist()
    {
        var purchase = new Purchase();
        await shop.CheckOutAsync(purchase);

        using var response = await shop.GetAsync($"/v1/checkouts/{purchase.OrderId}", "somebody-else");

        await Expect.ProblemAsync(response, 404);
    }

    [Theory]
    [InlineData(null, "buyer", """{"paymentToken":"tok_ok"}""")]
    [InlineData("key", null, """{"paymentToken":"tok_ok"}""")]
    [InlineData("key", "no/such buyer", """{"paymentToken":"tok_ok"}""")]
    [InlineData("key", "buyer", """{"paymentToken":""}""")]
    [InlineData("key", "buyer", """{"paymentToken":7}""")]
    [InlineData("key", "buyer", "{")]
    public async Task A_checkout_that_makes_no_sense_is_a_400_problem(string? key, string? buyerId, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/checkouts")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (buyerId is not null)
        {
            request.Headers.Add("X-Buyer-Id", buyerId);
        }

        using var response = await shop.Client.SendAsync(request);

        await Expect.ProblemAsync(response, 400);
    }
}
