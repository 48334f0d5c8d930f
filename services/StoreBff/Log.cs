namespace ReferenceShop.StoreBff;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Method} {Path} could not be answered by the services behind: {Reason}")]
    public static partial void UpstreamFailed(this ILogger logger, string method, string path, string reason);
}
