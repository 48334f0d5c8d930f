using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ReferenceShop.StoreBff.Products;

namespace ReferenceShop.StoreBff.Cart;

/// <summary>The cart as the screen shows it, put together from cart and products.</summary>
public sealed record CartSummary(Guid Id, long Version, IReadOnlyList<CartSummaryLine> Lines, Money Total);

public sealed record CartSummaryLine(
    string ProductId, string Name, string ImageUrl, int Quantity, Money UnitPrice, Money LineTotal);

// The framework's default would read "3" as 3.
[JsonNumberHandling(JsonNumberHandling.Strict)]
public sealed record QuantityChange
{
    [Range(0, 99, ErrorMessage = "quantity must be a whole number from 0 to 99.")]
    public required int Quantity { get; init; }
}

/// <summary>The cart as the cart service keeps it.</summary>
internal sealed record BareCart(Guid Id, IReadOnlyList<BareCartLine> Lines);

internal sealed record BareCartLine(string ProductId, int Quantity);
