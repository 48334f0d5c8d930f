using Yarp.ReverseProxy.Forwarder;

namespace ReferenceShop.Gateway;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information,
        Message = "{Method} {Path} route {Route} upstream {Upstream} status {Status} in {Milliseconds:0.0} ms trace {TraceId}")]
    public static partial void Call(
        this ILogger logger, string method, string path, string route, string upstream, int status, double milliseconds, string traceId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning,
        Message = "{Method} {Path} route {Route} upstream {Upstream} status {Status} in {Milliseconds:0.0} ms trace {TraceId}: {Error}")]
    public static partial void CallFailed(
        this ILogger logger, string method, string path, string route, string upstream, int status, double milliseconds, string traceId, ForwarderError error);
}
