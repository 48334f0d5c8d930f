using System.Diagnostics;

namespace ReferenceShop.Checkout;

internal static class CheckoutTelemetry
{
    public static readonly ActivitySource Source = new("ReferenceShop.Checkout");
}
