using Microsoft.EntityFrameworkCore;
using ReferenceShop.Checkout.Data;
using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Checkout.Messaging;

/// <summary>
/// Decides on the refund of a choreographed purchase. The bank is not called from here, with the message's transaction open: the commit
/// wakes the reconciler, which carries the refund out.
/// </summary>
internal sealed class StockShortageHandler(CheckoutDbContext db, TimeProvider clock) : IHandle<StockShortage>
{
    public async Task HandleAsync(StockShortage message, MessageContext context, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsSingleQuery().SingleAsync(o => o.Id == message.OrderId, cancellationToken);
        if (order.StartRefund(By.Products, clock.GetUtcNow(), "out of stock"))
        {
            order.LeaveToReconciler();
        }
    }
}
