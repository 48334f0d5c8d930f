using System.ComponentModel.DataAnnotations;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Checkout.Orders;

public sealed record OrderResponse(
    Guid Id, string Style, OrderStatus Status, IReadOnlyList<OrderLineResponse> Lines, Money Total, DateTimeOffset PlacedAt,
    IReadOnlyList<HistoryResponse> History)
{
    internal static OrderResponse From(Order order) => new(
        order.Id,
        order.Style.ToString().ToLowerInvariant(),
        order.Status,
        [.. order.Lines.OrderBy(l => l.ProductId, StringComparer.Ordinal).Select(l => new OrderLineResponse(
            l.ProductId, l.Name, l.Quantity, new(l.UnitPrice, order.Currency), new(l.Total, order.Currency)))],
        order.TotalMoney,
        order.PlacedAt,
        [.. order.History.OrderBy(h => h.Version).Select(h => new HistoryResponse(h.At, h.Status, h.By))]);
}

public sealed record OrderLineResponse(string ProductId, string Name, int Quantity, Money UnitPrice, Money LineTotal);

public sealed record HistoryResponse(DateTimeOffset At, OrderStatus Status, string By);

public sealed record OrderPage(IReadOnlyList<OrderResponse> Items, int Page, int PageSize, int Total);

public sealed record OrderState(Guid OrderId, OrderStatus Status);

public sealed record RefundOrder([property: Required, StringLength(200, MinimumLength = 1)] string Reason);
