using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.ServiceDefaults;
using ReferenceShop.StoreBff.Visitors;

namespace ReferenceShop.StoreBff.Checkout;

/// <summary>Buying what is in the cart, in either style. Both take the same request and reach the same end.</summary>
internal static class CheckoutApi
{
    public static void MapCheckout(this IEndpointRouteBuilder routes)
        => routes.MapPost("/checkout", Buy).RemembersVisitor().WithTags("Checkout").WithName("BuyCart")
            .WithSummary("Buys the cart, once per Idempotency-Key")
            .ProducesProblem(StatusCodes.Status402PaymentRequired)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Created<Purchase>, Accepted<Purchase>, ProblemHttpResult>> Buy(
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        CheckoutRequest request,
        Visitor visitor,
        OrchestratedCheckout orchestrated,
        ChoreographedCheckout choreographed,
        CancellationToken cancellationToken)
    {
        if (!IdempotencyKey.IsValid(idempotencyKey))
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: $"The {IdempotencyKey.Header} header is missing or not usable",
                detail: $"Send {IdempotencyKey.Header} with 1 to {IdempotencyKey.MaxLength} printable ASCII characters, new for every purchase and the same for its repeats.",
                type: Problems.Type("idempotency-key-required"));
        }

        var answer = request.Style == CheckoutStyle.Orchestrated
            ? await orchestrated.BuyAsync(visitor.BuyerId, idempotencyKey!, request.PaymentToken, cancellationToken)
            : await choreographed.BuyAsync(visitor.BuyerId, idempotencyKey!, request.PaymentToken, cancellationToken);

        var order = $"/api/store/orders/{answer.Purchase.OrderId}";
        return answer.InProgress ? TypedResults.Accepted(order, answer.Purchase) : TypedResults.Created(order, answer.Purchase);
    }
}
