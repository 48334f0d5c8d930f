using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.Products;

public sealed record StockLine(
    [property: Required, RegularExpression(Product.IdPattern)] string ProductId,
    [property: Range(1, StockLine.MaxQuantity)] int Quantity)
{
    public const int MaxQuantity = 99;
}

public sealed record TakeStockRequest(
    [property: Required, MinLength(1), MaxLength(TakeStockRequest.MaxLines)] IReadOnlyList<StockLine> Lines)
{
    public const int MaxLines = 50;
}

public sealed record StockTakeResponse(Guid OrderId, string Status);

/// <summary>A product of which there was less than an order wanted.</summary>
public sealed record Shortage(string ProductId, int Wanted, int Available);
