using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.Checkout;

/// <summary>Section <c>Checkout</c>, e.g. <c>"Checkout": { "ProviderTimeout": "00:00:04", "ReconcileInterval": "00:00:02" }</c>.</summary>
internal sealed class CheckoutOptions
{
    public const string Section = "Checkout";

    /// <summary>How long the bank may take for a charge or a refund, repeats included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30", ErrorMessage = "Checkout:ProviderTimeout must lie between 0.1 s and 30 s.")]
    public TimeSpan ProviderTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a repeat of a payment that is still running waits for the first one's answer before it is told 409.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30", ErrorMessage = "Checkout:AnswerWait must lie between 0 s and 30 s.")]
    public TimeSpan AnswerWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often unsettled orders are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00", ErrorMessage = "Checkout:ReconcileInterval must lie between 50 ms and 1 h.")]
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an order is left to whoever works on it, a request or another replica, before it is taken up again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Checkout:ReconcileAfter must lie between 0.1 s and 1 h.")]
    public TimeSpan ReconcileAfter { get; set; } = TimeSpan.FromSeconds(5);
}

internal static class CheckoutOptionsRegistration
{
    public static CheckoutOptions AddCheckoutOptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<CheckoutOptions>()
            .BindConfiguration(CheckoutOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                o => o.ReconcileAfter > o.ProviderTimeout,
                "Checkout:ReconcileAfter must be longer than Checkout:ProviderTimeout, or orders would be settled while they are being charged.")
            .ValidateOnStart();
        return builder.Configuration.GetSection(CheckoutOptions.Section).Get<CheckoutOptions>() ?? new();
    }
}
