using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Copies the console logs of all resources into the AppHost's log, each under a category of its own.</summary>
internal sealed partial class ResourceLogForwarder(
    ResourceNotificationService notifications, ResourceLoggerService logs, ILoggerFactory loggerFactory, IHostEnvironment environment) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var forwarded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var copies = new List<Task>();
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                if (forwarded.Add(change.ResourceId))
                {
                    var logger = loggerFactory.CreateLogger($"{environment.ApplicationName}.Resources.{change.Resource.Name}");
                    copies.Add(ForwardAsync(change.ResourceId, logger, stoppingToken));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }

        await Task.WhenAll(copies).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ForwardAsync(string resourceId, ILogger logger, CancellationToken cancellationToken)
    {
        await foreach (var batch in logs.WatchAsync(resourceId).WithCancellation(cancellationToken))
        {
            foreach (var line in batch)
            {
                Forward(logger, line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, line.LineNumber, line.Content);
            }
        }
    }

    [LoggerMessage(Message = "{LineNumber}: {LineContent}")]
    private static partial void Forward(ILogger logger, LogLevel level, int lineNumber, string lineContent);
}
