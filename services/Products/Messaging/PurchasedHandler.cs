using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;
using ReferenceShop.Products.Data;

namespace ReferenceShop.Products.Messaging;

/// <summary>
/// Takes the stock of a paid order and says how that went. The stock, the answer and the inbox row commit together, so a message that comes
/// again changes nothing; a copy under another message id gets the same answer, because the take is remembered by order.
/// </summary>
public sealed class PurchasedHandler(StockKeeper stock, ProductsDbContext db) : IHandle<Purchased>
{
    public async Task HandleAsync(Purchased message, MessageContext context, CancellationToken cancellationToken)
    {
        var lines = message.Lines.Select(line => new StockLine(line.ProductId, line.Quantity));
        var take = await stock.TakeAsync(message.OrderId, lines, cancellationToken);

        var order = message.OrderId.ToString();
        if (take.Outcome == StockOutcome.Taken)
        {
            db.Publish(new StockTaken(message.OrderId), aggregate: order);
        }
        else
        {
            db.Publish(new StockShortage(message.OrderId, [.. take.Short.Select(s => new ShortLine(s.ProductId, s.Wanted, s.Available))]), aggregate: order);
        }
    }
}
