namespace ReferenceShop.Checkout;

/// <summary>Who may have changed an order, as its history names them.</summary>
internal static class By
{
    public const string Checkout = "checkout";
    public const string Orchestration = "orchestration";
    public const string Products = "products";
}
