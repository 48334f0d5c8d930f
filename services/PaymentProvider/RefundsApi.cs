using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.PaymentProvider;

internal static class RefundsApi
{
    public static RouteGroupBuilder MapRefunds(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/refunds").WithTags("Refunds").ProducesValidationProblem();
        group.MapPost("/", Refund).WithName("Refund").WithSummary("Give a whole charge back, once")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        return group;
    }

    private static async Task<Results<Created<RefundResponse>, ProblemHttpResult>> Refund(
        [FromHeader(Name = IdempotencyKey.Header), RegularExpression(KeyPattern.Value)] string key,
        RefundRequest request, Ledger ledger, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await ledger.FindAttemptAsync(request.ChargeKey, cancellationToken) is not { Kind: EntryKind.Charge } charge)
        {
            return TypedResults.Problem(
                statusCode: 404, title: "No such charge", detail: "Nothing was charged under this key.", type: Problems.Type("unknown-charge"));
        }

        var line = new Entry
        {
            Kind = EntryKind.Refund,
            Key = key,
            ChargeKey = charge.Key,
            Amount = charge.Amount,
            Currency = charge.Currency,
            Reference = charge.Reference,
            Fingerprint = request.Fingerprint(),
            At = clock.GetUtcNow(),
        };
        var entry = await ledger.AppendAsync(
            line, async ct => await ledger.FindRefundAsync(key, ct) ?? await ledger.FindRefundOfAsync(charge.Key, ct), cancellationToken);

        return entry switch
        {
            _ when entry.Key != key => TypedResults.Problem(
                statusCode: 409, title: "Already refunded", detail: "A charge is given back once.", type: Problems.Type("already-refunded")),
            _ when entry.Fingerprint != line.Fingerprint => KeyPattern.Reused(),
            _ => TypedResults.Created((string?)null, RefundResponse.From(entry)),
        };
    }
}
