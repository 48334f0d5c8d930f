namespace ReferenceShop.Products;

/// <summary>
/// Something the shop sells. Its stock changes only by set-based SQL in <see cref="StockKeeper"/>, so the object is for reading and has no verbs.
/// </summary>
public sealed class Product
{
    public const int MaxIdLength = 64;
    public const string IdPattern = "^[a-z0-9-]{1,64}$";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Category { get; init; }

    /// <summary>In minor units of <see cref="Currency"/>.</summary>
    public required long PriceAmount { get; init; }

    public required string Currency { get; init; }

    public required int Stock { get; init; }
}
