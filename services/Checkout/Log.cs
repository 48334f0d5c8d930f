using ReferenceShop.Checkout.Orders;

namespace ReferenceShop.Checkout;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Order {OrderId} is {Status}")]
    public static partial void Settled(this ILogger logger, Guid orderId, OrderStatus status);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Order {OrderId} is refunded")]
    public static partial void Refunded(this ILogger logger, Guid orderId);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The bank gave no answer to the {Call} of order {OrderId}: {Reason}")]
    public static partial void NoAnswerFromBank(this ILogger logger, Guid orderId, string call, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "The bank refused the refund of order {OrderId} with {StatusCode}")]
    public static partial void RefundRefused(this ILogger logger, Guid orderId, int statusCode);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "No prices for order {OrderId}: {Reason}")]
    public static partial void ProductsUnavailable(this ILogger logger, Guid orderId, string reason);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "Order {OrderId} was left unsettled; asking the bank")]
    public static partial void AskingBank(this ILogger logger, Guid orderId);

    [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "Order {OrderId} could not be settled and will be taken up again")]
    public static partial void OrderNotReconciled(this ILogger logger, Guid orderId, Exception exception);

    [LoggerMessage(EventId = 8, Level = LogLevel.Error, Message = "Looking for unsettled orders failed")]
    public static partial void ReconcilerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "Lost the connection that announces changes of orders: {Reason}")]
    public static partial void ListenerLost(this ILogger logger, string reason);
}
