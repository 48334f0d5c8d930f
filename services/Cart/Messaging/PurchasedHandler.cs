using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Cart.Messaging;

/// <summary>Takes what was bought out of the cart. Redis remembers the order in the same script, so a message that comes again does nothing.</summary>
public sealed class PurchasedHandler(CartStore carts, ILogger<PurchasedHandler> logger) : IHandle<Purchased>
{
    public async Task HandleAsync(Purchased message, MessageContext context, CancellationToken cancellationToken)
    {
        var lines = message.Lines.Select(line => new CartLine(line.ProductId, line.Quantity));
        var isNew = await carts.PurchaseAsync(message.BuyerId, message.OrderId, message.CartId, lines, cancellationToken);
        Log.Purchased(logger, message.OrderId, message.CartId, isNew);
    }
}
