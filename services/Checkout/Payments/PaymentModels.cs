using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace ReferenceShop.Checkout.Payments;

public sealed record PaymentRequest(
    [property: Required, AllowedValues("orchestrated", "choreographed")] string Style,
    [property: Required] PaymentCart Cart,
    [property: Required, StringLength(64, MinimumLength = 1)] string PaymentToken)
{
    // Without the cart: by the time of a repeat the purchase has emptied it.
    internal string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Style}\n{PaymentToken}")));
}

public sealed record PaymentCart(Guid Id, [property: Required, MaxLength(50)] IReadOnlyList<PaymentLine> Lines) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lines is not null && Lines.DistinctBy(line => line.ProductId).Count() != Lines.Count)
        {
            yield return new("A product may appear in one line only.", [nameof(Lines)]);
        }
    }
}

public sealed record PaymentLine(
    [property: Required, RegularExpression("^[a-z0-9-]{1,64}$")] string ProductId,
    [property: Range(1, 99)] int Quantity);

public sealed record PaymentResponse(Guid OrderId, string Status);
