using System.Linq.Expressions;

namespace ReferenceShop.Products;

/// <summary>An amount in minor units.</summary>
public sealed record Price(long Amount, string Currency);

public sealed record ProductResponse(string Id, string Name, string Description, string ImageUrl, string Category, Price Price, int Stock)
{
    internal static readonly Expression<Func<Product, ProductResponse>> From = product => new ProductResponse(
        product.Id,
        product.Name,
        product.Description,
        "/images/" + product.Id + ".svg",
        product.Category,
        new Price(product.PriceAmount, product.Currency),
        product.Stock);
}

public sealed record ProductPage(IReadOnlyList<ProductResponse> Items, int Page, int PageSize, int Total);

public sealed record CategoryResponse(string Name, int Count);
