using System.Diagnostics;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Checkout.Orders;

/// <summary>A purchase, from the intention to pay to its end. The verbs are the only way to change it; each tells whether it changed anything.</summary>
internal sealed class Order
{
    public const int MaxReason = 200;

    private readonly List<PricedLine> _lines = [];
    private readonly List<HistoryEntry> _history = [];

    private Order()
    {
    }

    public Guid Id { get; private init; }

    public string BuyerId { get; private init; } = "";

    public OrderStyle Style { get; private init; }

    public OrderStatus Status { get; private set; }

    public Guid CartId { get; private init; }

    public long Total { get; private init; }

    public string Currency { get; private init; } = "";

    public DateTimeOffset PlacedAt { get; private init; }

    /// <summary>What the first request asked for, hashed; a repeat of its key has to ask for the same.</summary>
    public string Fingerprint { get; private init; } = "";

    /// <summary>The trace of the first request; whoever takes the order up later continues it.</summary>
    public string? TraceParent { get; private init; }

    /// <summary>Why it was declined or refunded.</summary>
    public string? Reason { get; private set; }

    /// <summary>The number of the latest history entry. Two writers cannot both add the next one.</summary>
    public int Version { get; private set; }

    /// <summary>Since when somebody is at work on this order, by the clock of the database; null asks the reconciler to take it up at once.</summary>
    public DateTimeOffset? AttendedAt { get; private set; }

    public int? AnswerStatus { get; private set; }

    public string? AnswerBody { get; private set; }

    public IReadOnlyList<PricedLine> Lines => _lines;

    public IReadOnlyList<HistoryEntry> History => _history;

    public bool IsOver => Status is OrderStatus.Completed or OrderStatus.Refunded or OrderStatus.Declined;

    public Money TotalMoney => new(Total, Currency);

    public IReadOnlyList<OrderLine> ContractLines =>
        [.. Lines.Select(line => new OrderLine(line.ProductId, line.Name, line.Quantity, new Money(line.UnitPrice, Currency)))];

    public static Order Place(
        Guid id, string buyerId, OrderStyle style, string fingerprint, Guid cartId, string currency, IEnumerable<PricedLine> lines, DateTimeOffset at)
    {
        var priced = lines.ToList();
        var order = new Order
        {
            Id = id,
            BuyerId = buyerId,
            Style = style,
            Fingerprint = fingerprint,
            CartId = cartId,
            Currency = currency,
            Total = priced.Sum(line => line.Total),
            PlacedAt = at,
            TraceParent = Activity.Current?.Id,
        };
        order._lines.AddRange(priced);
        order.Record(OrderStatus.Pending, By.Checkout, at);
        return order;
    }

    public bool MarkPaid(string by, DateTimeOffset at) => Move(
        OrderStatus.Pending, OrderStatus.Paid, by, at, done: [OrderStatus.Paid, OrderStatus.Completed, OrderStatus.Refunding, OrderStatus.Refunded]);

    public bool Decline(string by, DateTimeOffset at, string reason) =>
        Because(reason, Move(OrderStatus.Pending, OrderStatus.Declined, by, at, done: [OrderStatus.Declined]));

    public bool Complete(string by, DateTimeOffset at) =>
        Move(OrderStatus.Paid, OrderStatus.Completed, by, at, done: [OrderStatus.Completed]);

    public bool StartRefund(string by, DateTimeOffset at, string reason) =>
        Because(reason, Move(OrderStatus.Paid, OrderStatus.Refunding, by, at, done: [OrderStatus.Refunding, OrderStatus.Refunded]));

    public bool Refund(string by, DateTimeOffset at) =>
        Move(OrderStatus.Refunding, OrderStatus.Refunded, by, at, done: [OrderStatus.Refunded]);

    /// <summary>Nobody is at work on this order: the reconciler shall take it up without waiting.</summary>
    public void LeaveToReconciler() => AttendedAt = null;

    /// <summary>The first answer stays the answer.</summary>
    public void RememberAnswer(int status, string body)
    {
        if (AnswerStatus is null)
        {
            (AnswerStatus, AnswerBody) = (status, body);
        }
    }

    private bool Move(OrderStatus from, OrderStatus to, string by, DateTimeOffset at, OrderStatus[] done)
    {
        if (Status == from)
        {
            Record(to, by, at);
            return true;
        }

        return done.Contains(Status) ? false : throw new IllegalTransitionException(Id, Status, to);
    }

    private bool Because(string reason, bool moved)
    {
        // The bank's own words may be longer than there is room for.
        Reason = moved ? reason[..Math.Min(reason.Length, MaxReason)] : Reason;
        return moved;
    }

    private void Record(OrderStatus status, string by, DateTimeOffset at)
    {
        Status = status;
        Version++;
        _history.Add(new HistoryEntry(Version, status, by, at));
    }
}

/// <summary>A line with the name and the price at which it was sold.</summary>
internal sealed record PricedLine(string ProductId, string Name, int Quantity, long UnitPrice)
{
    public long Total => checked(Quantity * UnitPrice);
}

internal sealed record HistoryEntry(int Version, OrderStatus Status, string By, DateTimeOffset At);
