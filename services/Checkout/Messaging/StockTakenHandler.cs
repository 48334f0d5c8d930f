using Microsoft.EntityFrameworkCore;
using ReferenceShop.Checkout.Data;
using ReferenceShop.Checkout.Payments;
using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Checkout.Messaging;

/// <summary>The last step of a choreographed purchase.</summary>
internal sealed class StockTakenHandler(CheckoutDbContext db, Settlement settlement) : IHandle<StockTaken>
{
    public async Task HandleAsync(StockTaken message, MessageContext context, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsSingleQuery().SingleAsync(o => o.Id == message.OrderId, cancellationToken);
        settlement.Complete(order, By.Products);
    }
}
