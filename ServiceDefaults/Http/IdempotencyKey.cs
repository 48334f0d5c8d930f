namespace ReferenceShop.ServiceDefaults;

/// <summary>The header by which a client makes a repeat of an unsafe call harmless (IETF draft-ietf-httpapi-idempotency-key-header).</summary>
public static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The longest key that is accepted, in characters.</summary>
    public const int MaxLength = 255;

    /// <summary>Whether a key may be used: 1 to <see cref="MaxLength"/> printable ASCII characters.</summary>
    public static bool IsValid(string? key) => key is { Length: > 0 and <= MaxLength } && key.All(c => c is > ' ' and <= '~');
}
