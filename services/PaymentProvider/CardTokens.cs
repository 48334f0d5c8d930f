namespace ReferenceShop.PaymentProvider;

/// <summary>The test cards of this bank, and how each behaves.</summary>
internal static class CardTokens
{
    public const string Ok = "tok_ok";
    public const string Declined = "tok_declined";

    /// <summary>Thinks for a while, then charges.</summary>
    public const string Slow = "tok_slow";

    /// <summary>Charges, and then leaves the caller without an answer; each time that it is asked.</summary>
    public const string TimeoutAfterCharge = "tok_timeout_after_charge";

    /// <summary>Answers 500 and charges nothing.</summary>
    public const string Error = "tok_error";

    public static bool IsCharged(string token) => token is Ok or Slow or TimeoutAfterCharge;
}
