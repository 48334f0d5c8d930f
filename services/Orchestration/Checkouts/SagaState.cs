namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>What a checkout is about to do, or how it ended.</summary>
public enum SagaState
{
    ReadingCart,
    Paying,

    /// <summary>Checkout does not know yet whether the bank charged; it finds out by itself.</summary>
    AwaitingPayment,

    EmptyingCart,
    TakingStock,
    Completing,

    // The way back.
    Refunding,
    RestoringCart,

    // The ends.
    Completed,
    Refunded,

    /// <summary>The payment failed: there is an order, and nothing was charged.</summary>
    Declined,

    /// <summary>There was nothing to pay for or no way to do it: nothing has happened, and the key may try again.</summary>
    Rejected,
}
