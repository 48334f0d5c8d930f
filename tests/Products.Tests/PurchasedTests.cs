using System.Net;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Products.Tests;

public sealed class PurchasedTests(ProductsApplication app)
{
    [Fact]
    public async Task A_purchase_takes_the_stock_and_says_so()
    {
        var lamp = await app.AddProductAsync(stock: 5);
        var purchase = Purchase((lamp, 2));

        await app.Broker.PublishAsync(purchase);

        await app.Broker.HearAsync<StockTaken>(taken => taken.OrderId == purchase.OrderId);
        Assert.Equal(3, await app.StockOfAsync(lamp));
    }

    [Fact]
    public async Task A_purchase_of_too_much_takes_nothing_and_says_what_is_short()
    {
        var (lamp, chair) = (await app.AddProductAsync(stock: 5), await app.AddProductAsync(stock: 0));
        var purchase = Purchase((lamp, 2), (chair, 1));

        await app.Broker.PublishAsync(purchase);

        var shortage = await app.Broker.HearAsync<StockShortage>(shortage => shortage.OrderId == purchase.OrderId);
        Assert.Equal([new ShortLine(chair, 1, 0)], shortage.Short);
        Assert.Equal(5, await app.StockOfAsync(lamp));
    }

    [Fact]
    public async Task A_message_that_comes_again_is_answered_once()
    {
        var lamp = await app.AddProductAsync(stock: 5);
        var purchase = Purchase((lamp, 2));
        var later = Purchase((lamp, 1));
        var id = Guid.NewGuid();

        await Task.WhenAll(app.Broker.PublishAsync(purchase, id), app.Broker.PublishAsync(purchase, id), app.Broker.PublishAsync(purchase, id));
        await app.Broker.HearAsync<StockTaken>(taken => taken.OrderId == purchase.OrderId);
        await app.Broker.PublishAsync(later);
        await app.Broker.HearAsync<StockTaken>(taken => taken.OrderId == later.OrderId);

        Assert.Single(app.Broker.Heard<StockTaken>(taken => taken.OrderId == purchase.OrderId));
        Assert.Equal(2, await app.StockOfAsync(lamp));
    }

    [Fact]
    public async Task An_order_that_comes_in_a_second_message_gets_the_same_answer_and_takes_once()
    {
        var lamp = await app.AddProductAsync(stock: 2);
        var purchase = Purchase((lamp, 2));

        await app.Broker.PublishAsync(purchase);
        await app.Broker.PublishAsync(purchase);

        await app.Broker.HearAsync<StockTaken>(taken => taken.OrderId == purchase.OrderId, times: 2);
        Assert.Equal(0, await app.StockOfAsync(lamp));
        Assert.Single(await app.SalesOfAsync(lamp));
    }

    [Fact]
    public async Task Calls_and_messages_share_the_memory_of_an_order()
    {
        var lamp = await app.AddProductAsync(stock: 5);
        var purchase = Purchase((lamp, 2));

        await app.Broker.PublishAsync(purchase);
        await app.Broker.HearAsync<StockTaken>(taken => taken.OrderId == purchase.OrderId);
        var call = await app.TakeAsync(purchase.OrderId, (lamp, 2));

        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
        Assert.Equal(3, await app.StockOfAsync(lamp));
    }

    [Fact]
    public async Task Messages_and_calls_for_the_last_pieces_sell_each_piece_once()
    {
        var lamp = await app.AddProductAsync(stock: 10);
        var purchases = Enumerable.Range(0, 15).Select(_ => Purchase((lamp, 1))).ToList();

        var calls = Task.WhenAll(Enumerable.Range(0, 15).Select(_ => app.TakeAsync(Guid.NewGuid(), (lamp, 1))));
        await Task.WhenAll(purchases.Select(purchase => app.Broker.PublishAsync(purchase)));
        var byCall = (await calls).Count(answer => answer.StatusCode == HttpStatusCode.OK);
        var orders = purchases.Select(purchase => purchase.OrderId).ToHashSet();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Taken() + Short() < purchases.Count)
        {
            await Task.Delay(20, limit.Token);
        }

        Assert.Equal(10, byCall + Taken());
        Assert.Equal(0, await app.StockOfAsync(lamp));

        int Taken() => app.Broker.Heard<StockTaken>(taken => orders.Contains(taken.OrderId)).Count;
        int Short() => app.Broker.Heard<StockShortage>(shortage => orders.Contains(shortage.OrderId)).Count;
    }

    private static Purchased Purchase(params (string ProductId, int Quantity)[] lines) => new(
        Guid.NewGuid(),
        "buyer",
        Guid.NewGuid(),
        [.. lines.Select(line => new OrderLine(line.ProductId, "A thing", line.Quantity, new Money(100, "EUR")))],
        new Money(100, "EUR"));
}
