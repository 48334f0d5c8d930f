using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.PaymentProvider;

internal static class ChargesApi
{
    public static RouteGroupBuilder MapCharges(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/charges").WithTags("Charges").ProducesValidationProblem();
        group.MapPost("/", Charge).WithName("Charge").WithSummary("Take the money, once per idempotency key")
            .ProducesProblem(402).ProducesProblem(409).ProducesProblem(422).ProducesProblem(500);
        group.MapGet("/{key}", Get).WithName("GetCharge").WithSummary("Was this key charged?");
        group.MapPut("/{key}/void", Void).WithName("VoidCharge").WithSummary("Give a key up: if it was not charged by now, it never will be")
            .ProducesProblem(409);
        return group;
    }

    private static async Task<Results<Created<ChargeResponse>, ProblemHttpResult>> Charge(
        [FromHeader(Name = IdempotencyKey.Header), RegularExpression(KeyPattern.Value)] string key,
        ChargeRequest request, Ledger ledger, IOptions<PaymentProviderOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var entry = await ledger.FindAttemptAsync(key, cancellationToken);
        if (entry is null)
        {
            if (request.Token == CardTokens.Error)
            {
                return TypedResults.Problem(statusCode: 500, title: "The bank failed", detail: "Nothing was charged.", type: Problems.Type("bank-failed"));
            }

            if (request.Token == CardTokens.Slow)
            {
                await Task.Delay(TimeSpan.FromSeconds(options.Value.SlowSeconds), clock, cancellationToken);
            }

            entry = await ledger.AppendAsync(Decide(key, request, clock), ct => ledger.FindAttemptAsync(key, ct), cancellationToken);
        }

        if (request.Token == CardTokens.TimeoutAfterCharge && entry.Kind == EntryKind.Charge)
        {
            await Task.Delay(TimeSpan.FromSeconds(options.Value.HangSeconds), clock, cancellationToken);
        }

        return Answer(entry, request);
    }

    private static Entry Decide(string key, ChargeRequest request, TimeProvider clock) => new()
    {
        Kind = CardTokens.IsCharged(request.Token) ? EntryKind.Charge : EntryKind.Decline,
        Key = key,
        Amount = request.Amount,
        Currency = request.Currency,
        Reference = request.Reference,
        Fingerprint = request.Fingerprint(),
        At = clock.GetUtcNow(),
    };

    private static Results<Created<ChargeResponse>, ProblemHttpResult> Answer(Entry entry, ChargeRequest request) => entry switch
    {
        { Kind: EntryKind.Void } => TypedResults.Problem(
            statusCode: 409, title: "This key was given up", detail: "No charge is made under a voided key.", type: Problems.Type("charge-voided")),
        _ when entry.Fingerprint != request.Fingerprint() => KeyPattern.Reused(),
        { Kind: EntryKind.Charge } => TypedResults.Created($"/v1/charges/{Uri.EscapeDataString(entry.Key)}", ChargeResponse.From(entry)),
        _ when request.Token == CardTokens.Declined => TypedResults.Problem(
            statusCode: 402, title: "The card was declined", detail: "The bank refused the card.", type: Problems.Type("card-declined")),
        _ => TypedResults.Problem(
            statusCode: 402, title: "Unknown card", detail: "The bank does not know this token.", type: Problems.Type("unknown-token")),
    };

    private static async Task<Results<Ok<ChargeResponse>, NotFound>> Get(
        [StringLength(IdempotencyKey.MaxLength)] string key, Ledger ledger, CancellationToken cancellationToken) =>
        await ledger.FindAttemptAsync(key, cancellationToken) is { Kind: EntryKind.Charge } charge
            ? TypedResults.Ok(ChargeResponse.From(charge))
            : TypedResults.NotFound();

    // "Not charged" alone is true only for the moment: the charge may still be on its way. After this it is true for ever.
    private static async Task<Results<Ok<VoidResponse>, ProblemHttpResult>> Void(
        [RegularExpression(KeyPattern.Value)] string key, Ledger ledger, TimeProvider clock, CancellationToken cancellationToken)
    {
        var line = new Entry { Kind = EntryKind.Void, Key = key, At = clock.GetUtcNow() };
        var entry = await ledger.AppendAsync(line, ct => ledger.FindAttemptAsync(key, ct), cancellationToken);
        return entry.Kind == EntryKind.Charge
            ? TypedResults.Problem(
                statusCode: 409, title: "Already charged", detail: "Refund it instead.", type: Problems.Type("already-charged"))
            : TypedResults.Ok(new VoidResponse(key, entry.Kind == EntryKind.Void ? "voided" : "declined"));
    }
}
