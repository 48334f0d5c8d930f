namespace ReferenceShop.PaymentProvider;

internal enum EntryKind
{
    Charge,
    Refund,

    /// <summary>The card was refused; kept so that the key stays bound to that answer.</summary>
    Decline,

    /// <summary>The caller gave the key up: no charge will ever be made under it.</summary>
    Void,
}

/// <summary>One line of the bank's book. Lines are only ever added.</summary>
internal sealed class Entry
{
    public long Seq { get; private set; }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required EntryKind Kind { get; init; }

    /// <summary>The idempotency key of the call that made this line.</summary>
    public required string Key { get; init; }

    /// <summary>Of a refund: the key of the charge that it gives back.</summary>
    public string? ChargeKey { get; init; }

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public string Reference { get; init; } = "";

    /// <summary>What the call asked for, hashed: a second call with this key has to ask for the same.</summary>
    public string Fingerprint { get; init; } = "";

    public required DateTimeOffset At { get; init; }
}
