using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace ReferenceShop.PaymentProvider;

public sealed record ChargeRequest(
    [property: Range(1, 100_000_000_000)] long Amount,
    [property: Required, RegularExpression("^[A-Z]{3}$")] string Currency,
    [property: Required, StringLength(64)] string Token,
    [property: Required, StringLength(128)] string Reference)
{
    internal string Fingerprint() => Fingerprints.Of($"{Amount}\n{Currency}\n{Token}\n{Reference}");
}

public sealed record ChargeResponse(Guid Id, string Status, long Amount, string Currency, string Reference)
{
    internal static ChargeResponse From(Entry charge) => new(charge.Id, "charged", charge.Amount, charge.Currency, charge.Reference);
}

public sealed record RefundRequest(
    [property: Required, StringLength(255)] string ChargeKey,
    [property: Required, StringLength(200)] string Reason)
{
    internal string Fingerprint() => Fingerprints.Of($"{ChargeKey}\n{Reason}");
}

public sealed record RefundResponse(Guid Id, string Status, long Amount, string Currency, string ChargeKey)
{
    internal static RefundResponse From(Entry refund) => new(refund.Id, "refunded", refund.Amount, refund.Currency, refund.ChargeKey!);
}

public sealed record VoidResponse(string Key, string Status);

public sealed record StatementLine(
    long Seq, Guid Id, string Kind, string Key, string? ChargeKey, long Amount, string Currency, string Reference, DateTimeOffset At);

/// <summary>Lines in the order in which they were booked; <c>Next</c> is the <c>after</c> of the next page.</summary>
public sealed record Statement(IReadOnlyList<StatementLine> Items, long Next);

public sealed record Balance(long Charged, long Refunded, long Net);

internal static class Fingerprints
{
    public static string Of(string request) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)));
}
