using System.Net;
using System.Text.Json.Nodes;
using ReferenceShop.Checkout.Tests.Support;
using ReferenceShop.Tests;

namespace ReferenceShop.Checkout.Tests;

public sealed class OrdersTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task An_order_is_shown_with_its_lines_and_history()
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);

        var order = await shop.OrderAsync(purchase);

        var expected = new JsonObject
        {
            ["id"] = purchase.OrderId.ToString(),
            ["style"] = "orchestrated",
            ["status"] = "Paid",
            ["lines"] = new JsonArray(
                new JsonObject { ["productId"] = "mug", ["name"] = "The mug", ["quantity"] = 2, ["unitPrice"] = Euro(1299), ["lineTotal"] = Euro(2598) },
                new JsonObject { ["productId"] = "tea", ["name"] = "The tea", ["quantity"] = 1, ["unitPrice"] = Euro(450), ["lineTotal"] = Euro(450) }),
            ["total"] = Euro(3048),
            ["placedAt"] = (string?)order["placedAt"],
            ["history"] = new JsonArray(
                new JsonObject { ["at"] = (string?)order["history"]![0]!["at"], ["status"] = "Pending", ["by"] = "checkout" },
                new JsonObject { ["at"] = (string?)order["history"]![1]!["at"], ["status"] = "Paid", ["by"] = "checkout" }),
        };
        Assert.True(JsonNode.DeepEquals(expected, order), order.ToJsonString());
    }

    [Fact]
    public async Task Another_buyers_order_does_not_exist()
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);

        using var order = await shop.GetAsync($"/v1/orders/{purchase.OrderId}", "somebody-else");
        using var events = await shop.GetAsync($"/v1/orders/{purchase.OrderId}/events", "somebody-else");

        await Expect.ProblemAsync(order, 404);
        await Expect.ProblemAsync(events, 404);
    }

    [Fact]
    public async Task Orders_are_listed_by_buyer_in_pages_the_latest_first()
    {
        var first = new Purchase();
        var second = new Purchase { BuyerId = first.BuyerId };
        var third = new Purchase { BuyerId = first.BuyerId };
        foreach (var purchase in (Purchase[])[first, second, third])
        {
            await shop.PayAsync(purchase);
        }

        using var response = await shop.GetAsync("/v1/orders?page=1&pageSize=2", first.BuyerId);
        using var rest = await shop.GetAsync("/v1/orders?page=2&pageSize=2", first.BuyerId);

        var page = await Expect.JsonAsync(response, 200);
        Assert.Equal([third.OrderId, second.OrderId], page["items"]!.AsArray().Select(order => (Guid)order!["id"]!));
        Assert.Equal((1, 2, 3), ((int)page["page"]!, (int)page["pageSize"]!, (int)page["total"]!));
        Assert.Equal([first.OrderId], (await Expect.JsonAsync(rest, 200))["items"]!.AsArray().Select(order => (Guid)order!["id"]!));
    }

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=10001")]
    [InlineData("?pageSize=0")]
    [InlineData("?pageSize=101")]
    [InlineData("?pageSize=ten")]
    public async Task A_page_beyond_the_limits_is_a_400_problem(string query)
    {
        using var response = await shop.GetAsync($"/v1/orders{query}", "buyer");

        await Expect.ProblemAsync(response, 400);
    }

    [Fact]
    public async Task Completing_an_order_twice_completes_and_announces_it_once()
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.CompleteAsync(purchase)));

        foreach (var response in responses)
        {
            Assert.Equal("Completed", (string?)(await Expect.JsonAsync(response, 200))["status"]);
        }

        Assert.Equal(["Pending by checkout", "Paid by checkout", "Completed by orchestration"], await shop.HistoryAsync(purchase));
        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.order-completed", purchase.OrderId).Length > 0), "OrderCompleted");
        Assert.Single(shop.Broker.Heard("checkout.order-completed", purchase.OrderId));
    }

    [Fact]
    public async Task Refunding_an_order_gives_the_money_back_and_announces_it_once()
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);

        using var first = await shop.RefundAsync(purchase);
        using var second = await shop.RefundAsync(purchase);

        Assert.Equal("Refunded", (string?)(await Expect.JsonAsync(first, 200))["status"]);
        Assert.Equal("Refunded", (string?)(await Expect.JsonAsync(second, 200))["status"]);
        Assert.Equal(["charge 3048", "refund 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
        Assert.Equal(
            ["Pending by checkout", "Paid by checkout", "Refunding by orchestration", "Refunded by checkout"], await shop.HistoryAsync(purchase));
        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.order-refunded", purchase.OrderId).Length > 0), "OrderRefunded");
        var heard = Assert.Single(shop.Broker.Heard("checkout.order-refunded", purchase.OrderId));
        Assert.Equal("out of stock", (string?)heard["reason"]);
    }

    [Fact]
    public async Task Completing_and_refunding_at_once_has_one_winner()
    {
        for (var race = 0; race < 10; race++)
        {
            var purchase = new Purchase();
            await shop.PayAsync(purchase);

            var responses = await Task.WhenAll(shop.CompleteAsync(purchase), shop.RefundAsync(purchase));

            var completed = await shop.StatusAsync(purchase) == "Completed";
            Assert.Equal(completed ? HttpStatusCode.OK : HttpStatusCode.Conflict, responses[0].StatusCode);
            Assert.Equal(completed ? HttpStatusCode.Conflict : HttpStatusCode.OK, responses[1].StatusCode);
            Assert.Equal(completed ? ["charge 3048"] : ["charge 3048", "refund 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
        }
    }

    [Fact]
    public async Task Completing_a_refunded_order_is_a_409_problem()
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);
        await shop.RefundAsync(purchase);

        using var response = await shop.CompleteAsync(purchase);

        await Expect.ProblemAsync(
            response, 409, "order-state", "The order is not in a state for this", $"Order {purchase.OrderId} is Refunded and cannot become Completed.");
    }

    [Fact]
    public async Task Completing_or_refunding_an_order_that_is_not_there_is_a_404_problem()
    {
        using var completion = await shop.CompleteAsync(new Purchase());
        using var refund = await shop.RefundAsync(new Purchase());

        await Expect.ProblemAsync(completion, 404);
        await Expect.ProblemAsync(refund, 404);
    }

    [Fact]
    public async Task Taken_stock_completes_a_choreographed_order_however_often_it_is_said()
    {
        var purchase = new Purchase { Style = "choreographed" };
        await shop.PayAsync(purchase);

        await shop.Broker.SayAsync("products.stock-taken", new { orderId = purchase.OrderId });
        await shop.Broker.SayAsync("products.stock-taken", new { orderId = purchase.OrderId });

        await shop.BecomesAsync(purchase, "Completed");
        Assert.Equal(["Pending by checkout", "Paid by checkout", "Completed by products"], await shop.HistoryAsync(purchase));
        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.order-completed", purchase.OrderId).Length > 0), "OrderCompleted");
    }

    [Fact]
    public async Task A_stock_shortage_refunds_a_choreographed_order()
    {
        var purchase = new Purchase { Style = "choreographed" };
        await shop.PayAsync(purchase);

        await shop.Broker.SayAsync(
            "products.stock-shortage", new { orderId = purchase.OrderId, @short = new[] { new { productId = "mug", wanted = 2, available = 1 } } });

        await shop.BecomesAsync(purchase, "Refunded");
        Assert.Equal(["charge 3048", "refund 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
        Assert.Equal(["Pending by checkout", "Paid by checkout", "Refunding by products", "Refunded by checkout"], await shop.HistoryAsync(purchase));
        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.order-refunded", purchase.OrderId).Length == 1), "OrderRefunded");
    }

    private static JsonObject Euro(long amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };
}
