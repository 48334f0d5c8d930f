namespace ReferenceShop.Cart;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Order {OrderId} bought cart {CartId}; first heard of: {IsNew}")]
    public static partial void Purchased(ILogger logger, Guid orderId, Guid cartId, bool isNew);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Order {OrderId} was refunded; first heard of: {IsNew}")]
    public static partial void Refunded(ILogger logger, Guid orderId, bool isNew);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Redis is unavailable: {Reason}")]
    public static partial void RedisUnavailable(ILogger logger, string reason);
}
