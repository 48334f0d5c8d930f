namespace ReferenceShop.Products;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Stock of {Lines} products taken for order {OrderId}")]
    public static partial void StockTaken(ILogger logger, Guid orderId, int lines);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Order {OrderId} is short of {Missing} products; nothing taken")]
    public static partial void StockShort(ILogger logger, Guid orderId, int missing);
}
