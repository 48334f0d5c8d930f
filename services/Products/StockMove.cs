namespace ReferenceShop.Products;

/// <summary>One line of the ledger: for every product the sum of its moves is its stock. Lines are added and never changed.</summary>
public sealed class StockMove
{
    public long Id { get; init; }

    public required string ProductId { get; init; }

    /// <summary>Positive when pieces came in, negative when they went out.</summary>
    public required int Quantity { get; init; }

    public required StockMoveKind Kind { get; init; }

    /// <summary>The order that the pieces were sold to.</summary>
    public Guid? OrderId { get; init; }

    public required DateTimeOffset MovedAt { get; init; }
}

public enum StockMoveKind
{
    Delivery,
    Sale,
}
