using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.StoreBff.Checkout;

public sealed record CheckoutRequest
{
    [AllowedValues(CheckoutStyle.Orchestrated, CheckoutStyle.Choreographed, ErrorMessage = "style must be \"orchestrated\" or \"choreographed\".")]
    public required string Style { get; init; }

    [Required(ErrorMessage = TokenRule)]
    [RegularExpression("^[A-Za-z0-9_]{1,64}$", ErrorMessage = TokenRule)]
    public required string PaymentToken { get; init; }

    private const string TokenRule = "paymentToken must be 1 to 64 letters, digits or underscores.";
}

internal static class CheckoutStyle
{
    public const string Orchestrated = "orchestrated";
    public const string Choreographed = "choreographed";
}

/// <summary>How far the order has come: it may already have ended, or go on in the background.</summary>
public sealed record Purchase(Guid OrderId, string Status);

/// <summary>A purchase, and whether its answer came before its outcome was known (202).</summary>
internal sealed record PurchaseAnswer(Purchase Purchase, bool InProgress);
