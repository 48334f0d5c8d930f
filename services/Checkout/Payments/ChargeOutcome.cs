using Microsoft.AspNetCore.Mvc;

namespace ReferenceShop.Checkout.Payments;

/// <summary>What is known about a charge.</summary>
internal abstract record ChargeOutcome
{
    private ChargeOutcome()
    {
    }

    public sealed record Charged : ChargeOutcome;

    /// <summary>The bank refused the card and said why.</summary>
    public sealed record Declined(ProblemDetails Problem) : ChargeOutcome;

    /// <summary>The bank has not charged and never will under this key.</summary>
    public sealed record NotCharged : ChargeOutcome;

    /// <summary>The bank did not answer. It may have charged.</summary>
    public sealed record Unknown : ChargeOutcome;
}
