namespace ReferenceShop.Messaging.Contracts;

/// <summary>A cart was paid for in the choreographed style. Published by Checkout, which does not know who listens.</summary>
/// <param name="OrderId">The order; consumers use it to do their part once.</param>
/// <param name="BuyerId">Who bought.</param>
/// <param name="CartId">The cart that was bought; a cart is bought at most once.</param>
/// <param name="Lines">What was bought.</param>
/// <param name="Total">What was charged.</param>
[Event("checkout.purchased")]
public sealed record Purchased(Guid OrderId, string BuyerId, Guid CartId, IReadOnlyList<OrderLine> Lines, Money Total);

/// <summary>An order reached its good end: paid and the stock is taken. Published by Checkout in both styles.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="BuyerId">Who bought.</param>
/// <param name="Lines">What was sold.</param>
/// <param name="Total">What was charged and kept.</param>
[Event("checkout.order-completed", AllowNoSubscriber = true)]
public sealed record OrderCompleted(Guid OrderId, string BuyerId, IReadOnlyList<OrderLine> Lines, Money Total);

/// <summary>An order was paid back in full. Published by Checkout in both styles.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="BuyerId">Who gets the money back.</param>
/// <param name="Lines">What was not sold after all.</param>
/// <param name="Total">What was paid back.</param>
/// <param name="Reason">Why, in words for the buyer.</param>
[Event("checkout.order-refunded")]
public sealed record OrderRefunded(Guid OrderId, string BuyerId, IReadOnlyList<OrderLine> Lines, Money Total, string Reason);
