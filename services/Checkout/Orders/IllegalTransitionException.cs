namespace ReferenceShop.Checkout.Orders;

internal sealed class IllegalTransitionException(Guid orderId, OrderStatus from, OrderStatus to)
    : InvalidOperationException($"Order {orderId} is {from} and cannot become {to}.")
{
    public OrderStatus From => from;

    public OrderStatus To => to;
}
