namespace ReferenceShop.Products;

/// <summary>What was decided about an order's stock: everything taken, or nothing. Decided once; asking again gives the same answer.</summary>
public sealed class StockTake
{
    public required Guid OrderId { get; init; }

    public required StockOutcome Outcome { get; init; }

    /// <summary>What was missing; empty when the stock was taken.</summary>
    public required IReadOnlyList<Shortage> Short { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }
}

public enum StockOutcome
{
    Taken,
    Short,
}
