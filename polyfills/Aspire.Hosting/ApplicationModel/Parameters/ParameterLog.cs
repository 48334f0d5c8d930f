using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

internal static partial class ParameterLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Parameter '{ParameterName}' has no value: {Reason}")]
    public static partial void Missing(ILogger logger, string parameterName, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The value of parameter '{ParameterName}' could not be read.")]
    public static partial void Failed(ILogger logger, Exception exception, string parameterName);
}
