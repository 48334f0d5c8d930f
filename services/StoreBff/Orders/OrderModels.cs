using ReferenceShop.StoreBff.Products;

namespace ReferenceShop.StoreBff.Orders;

/// <summary>An order. Its status ends as Completed, Refunded or Declined.</summary>
public sealed record Order(
    Guid Id,
    string Style,
    string Status,
    IReadOnlyList<OrderLine> Lines,
    Money Total,
    DateTimeOffset PlacedAt,
    IReadOnlyList<OrderStep> History);

public sealed record OrderLine(string ProductId, string Name, int Quantity, Money UnitPrice, Money LineTotal);

/// <summary>A status, when it was reached, and the service that brought the order there.</summary>
public sealed record OrderStep(DateTimeOffset At, string Status, string By);

public sealed record OrderPage(IReadOnlyList<Order> Items, int Page, int PageSize, int Total);
