using Microsoft.AspNetCore.Http.HttpResults;
using ReferenceShop.Products.Data;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Products;

/// <summary>Taking the stock of an order that is being bought.</summary>
public static class StockApi
{
    public static void MapStock(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/stock").WithTags("Stock");
        group.MapPut("/takes/{orderId}", Take).WithName("TakeStock").WithSummary("Takes all lines of an order out of stock, or none; once per order")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesValidationProblem();
    }

    private static async Task<Results<Ok<StockTakeResponse>, ProblemHttpResult>> Take(
        Guid orderId, TakeStockRequest request, StockKeeper stock, ProductsDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var take = await stock.TakeAsync(orderId, request.Lines, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return take.Outcome == StockOutcome.Taken ? TypedResults.Ok(new StockTakeResponse(orderId, "taken")) : OutOfStock(take);
    }

    private static ProblemHttpResult OutOfStock(StockTake take) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict,
        title: "Out of stock",
        detail: $"There is not enough of {string.Join(", ", take.Short.Select(line => line.ProductId))}. Nothing was taken.",
        type: Problems.Type("out-of-stock"),
        extensions: new Dictionary<string, object?> { ["short"] = take.Short });
}
