using Microsoft.EntityFrameworkCore;
using ReferenceShop.Products.Data;

namespace ReferenceShop.Products;

/// <summary>Narrows products to a category and to those that contain every word of a query.</summary>
internal static class ProductSearch
{
    private const string Escape = @"\";

    public static IQueryable<Product> Filter(IQueryable<Product> products, string? query, string? category)
    {
        if (!string.IsNullOrEmpty(category))
        {
            products = products.Where(product => product.Category == category);
        }

        foreach (var word in (query ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var pattern = $"%{Literal(word)}%";
            products = products.Where(product => EF.Functions.ILike(EF.Property<string>(product, ProductsDbContext.SearchText), pattern, Escape));
        }

        return products;
    }

    // What means something in a pattern is an ordinary character in a query.
    private static string Literal(string word) => word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
