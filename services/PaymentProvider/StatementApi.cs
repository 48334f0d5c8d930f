using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferenceShop.PaymentProvider.Data;

namespace ReferenceShop.PaymentProvider;

internal static class StatementApi
{
    public static void MapStatement(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Statement").ProducesValidationProblem();
        group.MapGet("/statement", GetStatement).WithName("GetStatement").WithSummary("Charges and refunds in the order in which they were booked");
        group.MapGet("/balance", GetBalance).WithName("GetBalance").WithSummary("What was charged and given back, in one currency");
    }

    private static async Task<Ok<Statement>> GetStatement(
        BankDbContext db, CancellationToken cancellationToken, [Range(0, long.MaxValue)] long after = 0, [Range(1, 500)] int limit = 100)
    {
        var lines = await db.Entries
            .Where(e => e.Seq > after && (e.Kind == EntryKind.Charge || e.Kind == EntryKind.Refund))
            .OrderBy(e => e.Seq)
            .Take(limit)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Statement(
            [.. lines.Select(e => new StatementLine(
                e.Seq, e.Id, e.Kind.ToString().ToLowerInvariant(), e.Key, e.ChargeKey, e.Amount, e.Currency, e.Reference, e.At))],
            lines.Count == 0 ? after : lines[^1].Seq));
    }

    private static async Task<Ok<Balance>> GetBalance(
        BankDbContext db, CancellationToken cancellationToken, [RegularExpression("^[A-Z]{3}$")] string currency = "EUR")
    {
        var sums = await db.Entries
            .Where(e => e.Currency == currency)
            .GroupBy(e => e.Kind)
            .Select(g => new { Kind = g.Key, Sum = g.Sum(e => e.Amount) })
            .ToDictionaryAsync(s => s.Kind, s => s.Sum, cancellationToken);
        var charged = sums.GetValueOrDefault(EntryKind.Charge);
        var refunded = sums.GetValueOrDefault(EntryKind.Refund);
        return TypedResults.Ok(new Balance(charged, refunded, charged - refunded));
    }
}
