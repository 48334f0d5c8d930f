namespace ReferenceShop.StoreBff.Products;

/// <summary>An amount in minor units: 1999 is 19.99.</summary>
public sealed record Money(long Amount, string Currency);

public sealed record Product(
    string Id, string Name, string Description, string ImageUrl, string Category, Money Price, int Stock);

public sealed record ProductPage(IReadOnlyList<Product> Items, int Page, int PageSize, int Total);

public sealed record Category(string Name, int Count);

internal static class ProductId
{
    // What cannot be a product's id does not match the route: it is a 404 like any unknown product.
    public const string Route = "{productId:regex(^[a-z0-9-]{{1,64}}$)}";
}
