namespace ReferenceShop.Messaging.Contracts;

/// <summary>An amount of money.</summary>
/// <param name="Amount">In minor units of the currency: 1999 is 19.99 EUR. Never a fraction, so that sums are exact.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
public sealed record Money(long Amount, string Currency);
