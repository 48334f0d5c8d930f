using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Cart.Messaging;

/// <summary>Puts a refunded order's lines back. It may overtake <see cref="Purchased"/>, which then does nothing.</summary>
public sealed class OrderRefundedHandler(CartStore carts, ILogger<OrderRefundedHandler> logger) : IHandle<OrderRefunded>
{
    public async Task HandleAsync(OrderRefunded message, MessageContext context, CancellationToken cancellationToken)
    {
        var isNew = await carts.RefundAsync(message.BuyerId, message.OrderId, cancellationToken);
        Log.Refunded(logger, message.OrderId, isNew);
    }
}
