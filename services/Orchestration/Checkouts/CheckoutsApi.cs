using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Orchestration.Checkouts;

internal static class CheckoutsApi
{
    public static RouteGroupBuilder MapCheckouts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/checkouts").WithTags("Checkouts").ProducesValidationProblem();
        group.MapPost("/", CheckOut).WithName("CheckOut").WithSummary("Buy what is in the buyer's cart, once per idempotency key");
        group.MapGet("/{orderId:guid}", Get).WithName("GetCheckout").WithSummary("How far a checkout is, step by step");
        return group;
    }

    private static Task<Answer> CheckOut(
        [FromHeader(Name = BuyerHeader.Name), RegularExpression(Buyers.Pattern)] string buyerId,
        [FromHeader(Name = IdempotencyKey.Header), RegularExpression("^[!-~]{1,255}$")] string key,
        CheckoutRequest request, CheckoutDesk desk, CancellationToken cancellationToken) =>
        desk.CheckOutAsync(buyerId, key, request, cancellationToken);

    private static async Task<Results<Ok<CheckoutStateResponse>, NotFound>> Get(
        Guid orderId, [FromHeader(Name = BuyerHeader.Name), RegularExpression(Buyers.Pattern)] string buyerId,
        SagaStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(orderId, cancellationToken) is { } saga && saga.BuyerId == buyerId
            ? TypedResults.Ok(CheckoutStateResponse.From(saga))
            : TypedResults.NotFound();
}
