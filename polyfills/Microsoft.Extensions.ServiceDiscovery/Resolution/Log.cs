using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.ServiceDiscovery.Resolution;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "{Service} has {Count} endpoints: {Endpoints}")]
    public static partial void Resolved(ILogger logger, string service, int count, ServiceEndpointSource endpoints);

    [LoggerMessage(2, LogLevel.Error, "The endpoints of {Service} could not be resolved")]
    public static partial void ResolutionFailed(ILogger logger, Exception exception, string service);
}
