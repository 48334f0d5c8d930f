using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.PaymentProvider;

/// <summary>Section <c>PaymentProvider</c>, e.g. <c>"PaymentProvider": { "SlowSeconds": 2, "HangSeconds": 30 }</c>.</summary>
internal sealed class PaymentProviderOptions
{
    public const string Section = "PaymentProvider";

    /// <summary>How long <c>tok_slow</c> thinks before it charges.</summary>
    [Range(0, 60, ErrorMessage = "PaymentProvider:SlowSeconds must lie between 0 and 60.")]
    public double SlowSeconds { get; set; } = 2;

    /// <summary>How long <c>tok_timeout_after_charge</c> keeps the caller waiting once the money is taken.</summary>
    [Range(0, 300, ErrorMessage = "PaymentProvider:HangSeconds must lie between 0 and 300.")]
    public double HangSeconds { get; set; } = 30;
}
