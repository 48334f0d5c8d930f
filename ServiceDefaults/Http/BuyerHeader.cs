namespace ReferenceShop.ServiceDefaults;

/// <summary>The header in which the services behind the gateway pass on whose cart and orders a call is about.</summary>
public static class BuyerHeader
{
    /// <summary>The header's name. The gateway removes it from what comes from outside.</summary>
    public const string Name = "X-Buyer-Id";
}
