using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferenceShop.Orchestration.Clients;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Orchestration.CartSummaries;

/// <summary>Data aggregation: a cart knows product ids, the catalogue knows the rest, the caller gets one answer.</summary>
internal static class CartSummariesApi
{
    public static void MapCartSummaries(this IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/cart-summaries/{buyerId}", Get).WithTags("Cart summaries").WithName("GetCartSummary").WithSummary("A buyer's cart with names and prices")
        .ProducesValidationProblem().ProducesProblem(503);

    private static async Task<Results<Ok<CartSummary>, ProblemHttpResult>> Get(
        [RegularExpression(Buyers.Pattern)] string buyerId, CartClient carts, ProductsClient products, HttpResponse response, CancellationToken cancellationToken)
    {
        try
        {
            var cart = await carts.GetAsync(buyerId, cancellationToken);
            return TypedResults.Ok(CartSummary.Of(cart, await products.GetAsync(cart.Lines.Select(line => line.ProductId), cancellationToken)));
        }
        catch (Exception e) when (Reply.IsMissing(e, cancellationToken))
        {
            response.Headers.RetryAfter = "1";
            return TypedResults.Problem(
                statusCode: 503, title: "The cart is not available", detail: "Try again in a moment.", type: Problems.Type("cart-unavailable"));
        }
    }
}
