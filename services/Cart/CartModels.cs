using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.Cart;

/// <summary>A buyer's current cart. The id changes when it is bought; the version counts its changes.</summary>
public sealed record CartResponse(Guid Id, long Version, IReadOnlyList<CartLine> Lines);

public sealed record CartLine(
    [property: Required, RegularExpression(CartRules.ProductIdPattern)] string ProductId,
    [property: Range(1, CartRules.MaxQuantity)] int Quantity);

public sealed record SetItemRequest([property: Required, Range(0, CartRules.MaxQuantity)] int? Quantity);

public sealed record PurchaseRequest(
    [property: Required] Guid? CartId,
    [property: Required, MinLength(1), MaxLength(CartRules.MaxLines)] IReadOnlyList<CartLine> Lines);

public static class CartRules
{
    public const int MaxQuantity = 99;
    public const int MaxLines = 50;
    public const string BuyerIdPattern = "^[A-Za-z0-9_-]{1,64}$";
    public const string ProductIdPattern = "^[a-z0-9-]{1,64}$";
}
