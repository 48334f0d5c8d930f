using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ReferenceShop.StoreBff.Products;

/// <summary>The shop's shelves and one product's page.</summary>
internal static class ProductsApi
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("").WithTags("Products");
        products.MapGet("/products", List).WithName("ListProducts").WithSummary("Lists or searches products, a page at a time");
        products.MapGet("/products/" + ProductId.Route, Get).WithName("GetProduct").WithSummary("Reads one product")
            .ProducesProblem(StatusCodes.Status404NotFound);
        products.MapGet("/categories", ListCategories).WithName("ListCategories").WithSummary("Lists the categories and how many products each has");
    }

    private static async Task<Ok<ProductPage>> List(
        ProductsClient products,
        [StringLength(100)] string? q,
        [StringLength(100)] string? category,
        CancellationToken cancellationToken,
        [Range(1, 10_000)] int page = 1,
        [Range(1, 100)] int pageSize = 20)
        => TypedResults.Ok(await products.ListAsync(q, category, page, pageSize, cancellationToken));

    private static async Task<Ok<Product>> Get(string productId, ProductsClient products, CancellationToken cancellationToken)
        => TypedResults.Ok(await products.GetAsync(productId, cancellationToken));

    private static async Task<Ok<IReadOnlyList<Category>>> ListCategories(ProductsClient products, CancellationToken cancellationToken)
        => TypedResults.Ok(await products.ListCategoriesAsync(cancellationToken));
}
