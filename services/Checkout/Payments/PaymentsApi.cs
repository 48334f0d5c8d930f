using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Checkout.Payments;

internal static class PaymentsApi
{
    public static void MapPayments(this IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/payments", Pay).WithTags("Payments").WithName("Pay").WithSummary("Buy a cart: charge its price once per idempotency key")
        .ProducesValidationProblem();

    private static Task<Answer> Pay(
        [FromHeader(Name = BuyerHeader.Name), RegularExpression(Buyers.Pattern)] string buyerId,
        [FromHeader(Name = IdempotencyKey.Header), RegularExpression("^[!-~]{1,255}$")] string key,
        PaymentRequest request, Cashier cashier, CancellationToken cancellationToken) =>
        cashier.PayAsync(buyerId, key, request, cancellationToken);
}
