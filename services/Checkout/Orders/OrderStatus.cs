namespace ReferenceShop.Checkout.Orders;

/// <summary>Pending → Paid → Completed, or Paid → Refunding → Refunded, or Pending → Declined. There is no other way.</summary>
public enum OrderStatus
{
    /// <summary>Written down; whether the card was charged is not known yet.</summary>
    Pending,

    Paid,

    Completed,

    /// <summary>The refund is decided, the money may still be on its way back.</summary>
    Refunding,

    Refunded,

    Declined,
}

internal enum OrderStyle
{
    /// <summary>Orchestration calls the next steps.</summary>
    Orchestrated,

    /// <summary>Whoever hears <c>Purchased</c> does its part.</summary>
    Choreographed,
}
