using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

internal static partial class DashboardServiceLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The dashboard's call of {Method} failed")]
    public static partial void CallFailed(ILogger logger, string method, Exception exception);
}
