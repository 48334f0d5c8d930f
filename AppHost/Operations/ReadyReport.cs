using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.AppHost.Operations;

/// <summary>Tells on the console which resource became healthy when, and at the end where the shop is open.</summary>
internal static class ReadyReportExtensions
{
    public static void AddReadyReport(this IDistributedApplicationBuilder builder, EndpointReference door)
        => builder.OnBeforeStart((started, cancellationToken) =>
        {
            // Not a hosted service: those start after the one that starts the resources.
            var report = ActivatorUtilities.CreateInstance<ReadyReport>(started.Services, door);
            _ = report.RunAsync(started.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
            return Task.CompletedTask;
        });
}

internal sealed partial class ReadyReport(
    DistributedApplicationModel model, ResourceNotificationService notifications, ILogger<ReadyReport> logger, EndpointReference door)
{
    // The process began some hundred milliseconds before this class: a person counts those too.
    private readonly DateTime _started = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    private double Seconds => (DateTime.UtcNow - _started).TotalSeconds;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ReportAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before everything was healthy.
        }
    }

    private async Task ReportAsync(CancellationToken stoppingToken)
    {
        var awaited = model.Resources.Where(r => r.Annotations.OfType<HealthCheckAnnotation>().Any()).Select(r => r.Name).ToArray();
        await Task.WhenAll(awaited.Select(name => WaitAsync(name, stoppingToken)));
        LogReady(awaited.Length, Seconds, door.Url);
    }

    private async Task WaitAsync(string name, CancellationToken cancellationToken)
    {
        await notifications.WaitForResourceHealthyAsync(name, WaitBehavior.WaitOnResourceUnavailable, cancellationToken);
        LogHealthy(name, Seconds);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Resource} is healthy after {Seconds:0.0} s")]
    private partial void LogHealthy(string resource, double seconds);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "All {Count} resources are healthy after {Seconds:0.0} s. The shop is open at {Url}")]
    private partial void LogReady(int count, double seconds, string url);
}
