namespace ReferenceShop.AppHost;

/// <summary>The names of the shop's resources. Services find each other, their servers and their databases by them.</summary>
internal static class ResourceNames
{
    public const string Redis = "redis";
    public const string Messaging = "messaging";
    public const string Postgres = "postgres";

    public const string ProductsDb = "productsdb";
    public const string CheckoutDb = "checkoutdb";
    public const string OrchestrationDb = "orchestrationdb";
    public const string BankDb = "bankdb";

    public const string Gateway = "gateway";
    public const string StoreBff = "store-bff";
    public const string Orchestration = "orchestration";
    public const string Products = "products";
    public const string Cart = "cart";
    public const string Checkout = "checkout";
    public const string PaymentProvider = "payment-provider";
}
