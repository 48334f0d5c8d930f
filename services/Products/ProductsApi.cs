using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferenceShop.Products.Data;

namespace ReferenceShop.Products;

/// <summary>The catalogue, for reading.</summary>
public static class ProductsApi
{
    private const int MaxBatch = 100;
    private const int MaxTextLength = 100;
    private const string NoControlCharacters = @"^\P{Cc}*$";

    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Catalogue");
        group.MapGet("/products", List).WithName("ListProducts").WithSummary("Lists products by name, a page at a time").ProducesValidationProblem();
        group.MapGet("/products/batch", GetMany).WithName("GetProducts").WithSummary("Returns those of the given products that exist").ProducesValidationProblem();
        group.MapGet("/products/{id}", Get).WithName("GetProduct").WithSummary("Returns one product").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/categories", Categories).WithName("ListCategories").WithSummary("Lists the categories and how many products each has");
    }

    private static async Task<Ok<ProductPage>> List(
        ProductsDbContext db,
        CancellationToken cancellationToken,
        [StringLength(MaxTextLength), RegularExpression(NoControlCharacters)] string? q = null,
        [StringLength(MaxTextLength), RegularExpression(NoControlCharacters)] string? category = null,
        [Range(1, 10_000)] int page = 1,
        [Range(1, 100)] int pageSize = 20)
    {
        var found = ProductSearch.Filter(db.Products, q, category);

        var total = await found.CountAsync(cancellationToken);
        var items = await found.OrderBy(product => product.Name).ThenBy(product => product.Id)
            .Skip((page - 1) * pageSize)
            .Take(pageSize)
            .Select(ProductResponse.From)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ProductPage(items, page, pageSize, total));
    }

    private static async Task<Results<Ok<ProductResponse>, NotFound>> Get(string id, ProductsDbContext db, CancellationToken cancellationToken) =>
        await Known(db, [id]).FirstOrDefaultAsync(cancellationToken) is { } product ? TypedResults.Ok(product) : TypedResults.NotFound();

    private static async Task<Ok<List<ProductResponse>>> GetMany(
        [MinLength(1), MaxLength(MaxBatch)] string[] ids, ProductsDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await Known(db, ids).ToListAsync(cancellationToken));

    private static async Task<Ok<List<CategoryResponse>>> Categories(ProductsDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Products
            .GroupBy(product => product.Category)
            .OrderBy(category => category.Key)
            .Select(category => new CategoryResponse(category.Key, category.Count()))
            .ToListAsync(cancellationToken));

    private static IQueryable<ProductResponse> Known(ProductsDbContext db, string[] ids)
    {
        // PostgreSQL has no NUL in text: an id with one is an error to it, and to us a product that does not exist.
        var possible = ids.Where(id => !id.Contains('\0')).ToArray();
        return db.Products.Where(product => possible.Contains(product.Id)).OrderBy(product => product.Id).Select(ProductResponse.From);
    }
}
