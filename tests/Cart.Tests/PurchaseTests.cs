using System.Net;
using ReferenceShop.Messaging.Contracts;
using ReferenceShop.Testing;

namespace ReferenceShop.Cart.Tests;

public sealed class PurchaseTests(CartApplication app)
{
    [Fact]
    public async Task A_bought_cart_is_gone_and_what_was_added_after_paying_is_not()
    {
        var buyer = app.NewBuyer();
        await buyer.SetAsync("lamp", 2);
        var bought = await buyer.SetAsync("chair", 1);
        await buyer.SetAsync("lamp", 5);
        await buyer.SetAsync("vase", 4);

        await buyer.PurchaseAsync(Guid.NewGuid(), bought.Id, ("lamp", 2), ("chair", 1));

        var next = await buyer.CartAsync();
        Assert.Equal([new("lamp", 3), new("vase", 4)], next.Lines);
        Assert.NotEqual(bought.Id, next.Id);
        Assert.Equal(5, next.Version);
    }

    [Fact]
    public async Task A_line_that_was_reduced_after_paying_does_not_become_negative()
    {
        var buyer = app.NewBuyer();
        var bought = await buyer.SetAsync("lamp", 5);
        await buyer.SetAsync("lamp", 1);

        await buyer.PurchaseAsync(Guid.NewGuid(), bought.Id, ("lamp", 5));

        Assert.Empty((await buyer.CartAsync()).Lines);
    }

    [Fact]
    public async Task A_purchase_counts_once_however_often_it_is_told()
    {
        var buyer = app.NewBuyer();
        var order = Guid.NewGuid();
        var bought = await buyer.SetAsync("lamp", 2);
        await buyer.PurchaseAsync(order, bought.Id, ("lamp", 2));
        var next = await buyer.SetAsync("lamp", 7);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => buyer.PurchaseAsync(order, bought.Id, ("lamp", 2))));

        var after = await buyer.CartAsync();
        Assert.Equal([new("lamp", 7)], after.Lines);
        Assert.Equal((next.Id, next.Version), (after.Id, after.Version));
    }

    [Fact]
    public async Task A_refund_puts_the_lines_back_once()
    {
        var buyer = app.NewBuyer();
        var order = Guid.NewGuid();
        await buyer.SetAsync("lamp", 2);
        var bought = await buyer.SetAsync("chair", 60);
        await buyer.PurchaseAsync(order, bought.Id, ("lamp", 2), ("chair", 60));
        await buyer.SetAsync("chair", 50);

        await buyer.RefundAsync(order);
        await buyer.RefundAsync(order);

        var cart = await buyer.CartAsync();
        Assert.Equal([new("chair", 99), new("lamp", 2)], cart.Lines);
        Assert.NotEqual(bought.Id, cart.Id);
    }

    [Fact]
    public async Task A_refund_that_overtakes_its_purchase_leaves_the_lines_in_a_cart_that_can_be_bought()
    {
        var buyer = app.NewBuyer();
        var order = Guid.NewGuid();
        var cart = await buyer.SetAsync("lamp", 2);

        await buyer.RefundAsync(order);
        await buyer.PurchaseAsync(order, cart.Id, ("lamp", 2));
        var after = await buyer.CartAsync();
        await buyer.PurchaseAsync(order, cart.Id, ("lamp", 2));

        Assert.Equal([new("lamp", 2)], after.Lines);
        Assert.NotEqual(cart.Id, after.Id);
        Assert.Equivalent(after, await buyer.CartAsync());
    }

    [Fact]
    public async Task A_purchase_after_its_refund_does_nothing()
    {
        var buyer = app.NewBuyer();
        var order = Guid.NewGuid();
        var bought = await buyer.SetAsync("lamp", 2);
        await buyer.PurchaseAsync(order, bought.Id, ("lamp", 2));
        await buyer.RefundAsync(order);
        var restored = await buyer.CartAsync();

        await buyer.PurchaseAsync(order, restored.Id, ("lamp", 2));

        Assert.Equal([new("lamp", 2)], (await buyer.CartAsync()).Lines);
    }

    [Fact]
    public async Task A_purchase_of_a_cart_that_has_gone_leaves_the_next_one_alone()
    {
        var buyer = app.NewBuyer();
        var order = Guid.NewGuid();
        var next = await buyer.SetAsync("lamp", 2);

        await buyer.PurchaseAsync(order, cart: Guid.NewGuid(), ("lamp", 2));
        var untouched = await buyer.CartAsync();
        await buyer.RefundAsync(order);

        Assert.Equal([new("lamp", 2)], untouched.Lines);
        Assert.Equal((next.Id, next.Version), (untouched.Id, untouched.Version));
        Assert.Equal([new("lamp", 4)], (await buyer.CartAsync()).Lines);
    }

    [Fact]
    public async Task A_refund_fills_a_cart_up_to_its_fifty_products()
    {
        var buyer = app.NewBuyer();
        var order = Guid.NewGuid();
        var bought = await buyer.SetAsync("lamp", 1);
        await buyer.SetAsync("vase", 1);
        await buyer.PurchaseAsync(order, bought.Id, ("lamp", 1), ("vase", 1));
        await Task.WhenAll(Enumerable.Range(0, 49).Select(i => buyer.SetAsync($"p{i}", 1)));

        await buyer.RefundAsync(order);

        Assert.Equal(50, (await buyer.CartAsync()).Lines.Count);
    }

    [Fact]
    public async Task Additions_while_a_purchase_runs_are_kept()
    {
        var buyer = app.NewBuyer();
        var bought = await buyer.SetAsync("lamp", 2);

        await Task.WhenAll(
            [buyer.PurchaseAsync(Guid.NewGuid(), bought.Id, ("lamp", 2)), .. Enumerable.Range(0, 30).Select(i => buyer.SetAsync($"p{i}", 1))]);

        var cart = await buyer.CartAsync();
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"p{i}").ToHashSet(), cart.Lines.Select(line => line.ProductId).ToHashSet());
    }

    [Fact]
    public async Task Orders_are_remembered_for_thirty_days()
    {
        var buyer = app.NewBuyer();
        var (bought, refunded) = (Guid.NewGuid(), Guid.NewGuid());
        var cart = await buyer.SetAsync("lamp", 2);
        await buyer.PurchaseAsync(bought, cart.Id, ("lamp", 2));
        await buyer.RefundAsync(refunded);

        foreach (var order in new[] { bought, refunded })
        {
            var left = await app.Redis.GetDatabase().KeyTimeToLiveAsync($"cart:{{{buyer.Id}}}:order:{order:N}");
            Assert.InRange(left!.Value.TotalDays, 29.9, 30);
        }
    }

    [Theory]
    [InlineData("""{"cartId":"8f14e45f-ceea-467f-a0e6-1f1b2c3d4e5f","lines":[]}""", "Lines")]
    [InlineData("""{"lines":[{"productId":"lamp","quantity":1}]}""", "CartId")]
    [InlineData("""{"cartId":"8f14e45f-ceea-467f-a0e6-1f1b2c3d4e5f","lines":[{"productId":"lamp","quantity":0}]}""", "Lines[0].Quantity")]
    [InlineData("""{"cartId":"8f14e45f-ceea-467f-a0e6-1f1b2c3d4e5f","lines":[{"productId":"A Lamp","quantity":1}]}""", "Lines[0].ProductId")]
    public async Task A_purchase_names_the_cart_and_its_lines(string body, string field)
    {
        var response = await app.NewBuyer().PutAsync($"purchases/{Guid.NewGuid()}", body);

        await response.AssertInvalidAsync(field);
    }

    [Fact]
    public async Task An_order_id_is_a_guid()
    {
        var response = await app.NewBuyer().PutAsync("purchases/first", """{"cartId":"8f14e45f-ceea-467f-a0e6-1f1b2c3d4e5f","lines":[{"productId":"lamp","quantity":1}]}""");

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "Bad Request");
    }

    [Fact]
    public async Task The_event_of_a_purchase_empties_the_cart_and_that_of_its_refund_fills_it_again()
    {
        var buyer = app.NewBuyer();
        var bought = await buyer.SetAsync("lamp", 2);
        var purchase = PurchaseOf(buyer, bought);

        await app.Broker.PublishAsync(purchase);
        await app.Broker.PublishAsync(purchase);
        await CartBecomesAsync(buyer, cart => cart.Lines.Count == 0 && cart.Id != bought.Id);
        await app.Broker.PublishAsync(RefundOf(purchase));
        await app.Broker.PublishAsync(RefundOf(purchase));
        await CartBecomesAsync(buyer, cart => cart.Lines.Count == 1);

        await AllIsHandledAsync();
        Assert.Equal([new("lamp", 2)], (await buyer.CartAsync()).Lines);
    }

    [Fact]
    public async Task Events_and_calls_share_the_memory_of_an_order()
    {
        var buyer = app.NewBuyer();
        var bought = await buyer.SetAsync("lamp", 2);
        var purchase = PurchaseOf(buyer, bought);
        await buyer.PurchaseAsync(purchase.OrderId, bought.Id, ("lamp", 2));
        await buyer.SetAsync("lamp", 9);

        await app.Broker.PublishAsync(purchase);

        await AllIsHandledAsync();
        Assert.Equal([new("lamp", 9)], (await buyer.CartAsync()).Lines);
    }

    // Events of another buyer that come after: when they have their effect, so have those before (the handlers run side by side, so one is not enough).
    private async Task AllIsHandledAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            var last = app.NewBuyer();
            var purchase = PurchaseOf(last, await last.SetAsync("marker", 1));
            await app.Broker.PublishAsync(purchase);
            await CartBecomesAsync(last, cart => cart.Lines.Count == 0);
            await app.Broker.PublishAsync(RefundOf(purchase));
            await CartBecomesAsync(last, cart => cart.Lines.Count == 1);
        }
    }

    private static async Task CartBecomesAsync(Buyer buyer, Func<CartResponse, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition(await buyer.CartAsync()))
        {
            Assert.False(limit.IsCancellationRequested, "The cart did not change as expected within 20 s.");
            await Task.Delay(20);
        }
    }

    private static Purchased PurchaseOf(Buyer buyer, CartResponse cart) => new(
        Guid.NewGuid(),
        buyer.Id,
        cart.Id,
        [.. cart.Lines.Select(line => new OrderLine(line.ProductId, "A thing", line.Quantity, new Money(100, "EUR")))],
        new Money(100, "EUR"));

    private static OrderRefunded RefundOf(Purchased purchase) => new(purchase.OrderId, purchase.BuyerId, purchase.Lines, purchase.Total, "Out of stock");
}
