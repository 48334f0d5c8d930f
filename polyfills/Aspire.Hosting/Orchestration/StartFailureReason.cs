using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Finds out why something did not start, and tells it where people look: in its log on the dashboard, and on the AppHost's console.</summary>
internal static partial class StartFailureReason
{
    /// <summary>The orchestrator's own log about an object has the error of the system call or of the container runtime.</summary>
    public static async Task<string> FindAsync(Workloads workloads, IDcpWorkload workload)
    {
        var command = (workload as DcpExecutable)?.Spec.ExecutablePath ?? (workload as DcpContainer)?.Spec.Image;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await foreach (var line in workloads.ReadLogAsync(workload.Name, "system", follow: false, skip: 0, limit.Token))
            {
                if (ErrorIn(line) is { } error)
                {
                    return $"'{command}' could not be started: {error}";
                }
            }
        }
        catch (Exception exception) when (exception is DcpException or HttpRequestException or IOException or OperationCanceledException)
        {
            // Then nobody knows more.
        }

        return $"'{command}' could not be started{(workload.Status?.Message is { Length: > 0 } message ? $": {message}" : "")}.";
    }

    public static void Log(RunContext context, IResource resource, string instance, string reason)
    {
        LogReason(context.Loggers.GetLogger(instance), reason);
        LogResource(context.Logger, resource.Name, reason);
        foreach (var dependant in DependantsOf(context.Model, resource))
        {
            LogDependency(context.Loggers.GetLogger(dependant), resource.Name, reason);
        }
    }

    private static IEnumerable<IResource> DependantsOf(DistributedApplicationModel model, IResource resource) =>
        model.Resources.Where(r => r.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == resource));

    private static string? ErrorIn(string line)
    {
        const string ErrorKey = "\"error\":";
        var start = line.IndexOf('{', StringComparison.Ordinal);
        if (start < 0 || !line.Contains(ErrorKey, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var fields = JsonDocument.Parse(line[start..]);
            return fields.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
        }
        catch (JsonException)
        {
            return line[start..];
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "Failed to start: {Reason}")]
    private static partial void LogReason(ILogger logger, string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "Resource '{Resource}' failed to start: {Reason}")]
    private static partial void LogResource(ILogger logger, string resource, string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "Resource '{Resource}', which this one waits for, failed to start: {Reason}")]
    private static partial void LogDependency(ILogger logger, string resource, string reason);
}
