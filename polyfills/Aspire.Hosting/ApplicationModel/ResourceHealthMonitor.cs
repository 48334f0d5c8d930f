using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Checks the health of what runs: every few seconds until it is healthy, then every 30 s. Healthy for the first time, a resource is told to be
/// ready; so is one without checks once it runs.
/// </summary>
internal sealed partial class ResourceHealthMonitor(
    ResourceNotificationService notifications,
    HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider timeProvider,
    ILogger<ResourceHealthMonitor> logger) : BackgroundService
{
    private const int MaxSteps = 4;

    private readonly ConcurrentDictionary<string, Monitor> _monitors = new(StringComparer.OrdinalIgnoreCase);

    internal TimeSpan HealthyInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after the first bad outcome; each further one in a row adds as much, up to four times.</summary>
    internal TimeSpan UnhealthyStep { get; init; } = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What the events have told so far, not the present: an instance that restarted quickly runs again already, and was away nonetheless.
        var states = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                var state = change.Snapshot.State?.Text;
                if (states.TryGetValue(change.ResourceId, out var previous) && previous == state)
                {
                    continue;
                }

                states[change.ResourceId] = state;
                OnStateChanged(change.Resource, state, IsAnyInstanceRunning(change.Resource), stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }

        bool IsAnyInstanceRunning(IResource resource) =>
            resource.GetResolvedResourceNames().Any(name => states.GetValueOrDefault(name) == KnownResourceStates.Running);
    }

    private void OnStateChanged(IResource resource, string? state, bool isAnyInstanceRunning, CancellationToken stoppingToken)
    {
        if (state == KnownResourceStates.Running)
        {
            if (_monitors.TryGetValue(resource.Name, out var running))
            {
                // Another replica came up: it has not been found healthy yet.
                running.CheckNow();
                return;
            }

            var monitor = new Monitor(resource, stoppingToken);
            _monitors[resource.Name] = monitor;
            _ = Task.Run(() => MonitorAsync(monitor), CancellationToken.None);
        }
        else if (_monitors.TryGetValue(resource.Name, out var monitor) && !isAnyInstanceRunning)
        {
            _monitors.TryRemove(resource.Name, out _);
            monitor.Stop();
        }
    }

    private async Task MonitorAsync(Monitor monitor)
    {
        var keys = SnapshotBuilder.HealthCheckKeys(monitor.Resource).ToHashSet();
        var failures = 0;
        try
        {
            while (true)
            {
                var runs = PresentRuns(monitor.Resource);
                var reports = await CheckAsync(keys, monitor.Stopping);
                var isHealthy = reports.All(report => report.Status == HealthStatus.Healthy);
                failures = isHealthy ? 0 : failures + 1;
                await PublishAsync(monitor.Resource, runs, s => s with { HealthReports = Merge(s.HealthReports, reports) });
                if (isHealthy)
                {
                    _ = TellReadyAsync(monitor, runs);
                }

                var pause = failures > 0 ? UnhealthyStep * Math.Min(failures, MaxSteps) : keys.Count > 0 ? HealthyInterval : Timeout.InfiniteTimeSpan;
                await monitor.PauseAsync(pause, timeProvider);
            }
        }
        catch (OperationCanceledException) when (monitor.Stopping.IsCancellationRequested)
        {
            // The resource ended.
        }
        catch (Exception exception)
        {
            LogMonitorFailed(logger, exception, monitor.Resource.Name);
        }
    }

    private async Task<ImmutableArray<HealthReportSnapshot>> CheckAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        HealthReport report;
        try
        {
            report = await healthChecks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A check that cannot even be created fails the whole round.
            report = new HealthReport(
                keys.ToDictionary(key => key, _ => new HealthReportEntry(
                    HealthStatus.Unhealthy, "The health checks could not be run.", TimeSpan.Zero, exception, data: null)),
                TimeSpan.Zero);
        }

        var now = timeProvider.GetUtcNow().UtcDateTime;
        return
        [
            .. keys.Select(key => report.Entries.TryGetValue(key, out var entry)
                ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = now }
                : new HealthReportSnapshot(key, HealthStatus.Unhealthy, $"No health check is registered as '{key}'.", ExceptionText: null) { LastRunAt = now }),
        ];
    }

    private static ImmutableArray<HealthReportSnapshot> Merge(ImmutableArray<HealthReportSnapshot> old, ImmutableArray<HealthReportSnapshot> latest) =>
        latest.IsEmpty ? old : [.. old.Where(report => latest.All(l => l.Name != report.Name)), .. latest];

    /// <summary>Tells that the resource is ready, once per run, and marks the instances that run when everybody has heard it.</summary>
    private async Task TellReadyAsync(Monitor monitor, IReadOnlyDictionary<string, int> runs)
    {
        var ready = monitor.Ready(() => eventing.PublishAsync(new ResourceReadyEvent(monitor.Resource, services), monitor.Stopping));
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await PublishAsync(monitor.Resource, runs, s => s.ResourceReadyEvent is null ? s with { ResourceReadyEvent = new EventSnapshot(ready) } : s);
    }

    private Dictionary<string, int> PresentRuns(IResource resource)
    {
        var runs = new Dictionary<string, int>();
        foreach (var name in resource.GetResolvedResourceNames())
        {
            if (notifications.TryGetCurrentState(name, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running)
            {
                runs[name] = current.Snapshot.Run;
            }
        }

        return runs;
    }

    /// <summary>Changes the states of instances, unless they have ended since they were asked about, or run anew.</summary>
    private async Task PublishAsync(
        IResource resource, IReadOnlyDictionary<string, int> runs, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        foreach (var (name, run) in runs)
        {
            await notifications.PublishUpdateAsync(
                resource, name, s => s.Run == run && s.State?.Text == KnownResourceStates.Running ? change(s) : s);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Health monitoring of resource '{ResourceName}' ended unexpectedly.")]
    private static partial void LogMonitorFailed(ILogger logger, Exception exception, string resourceName);

    private sealed class Monitor(IResource resource, CancellationToken stoppingToken)
    {
        private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        private readonly Lock _lock = new();
        private TaskCompletionSource _checkNow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task? _ready;

        public IResource Resource => resource;

        public CancellationToken Stopping => _stopping.Token;

        public void Stop() => _stopping.Cancel();

        public void CheckNow()
        {
            lock (_lock)
            {
                _checkNow.TrySetResult();
            }
        }

        public Task Ready(Func<Task> tell)
        {
            lock (_lock)
            {
                return _ready ??= Task.Run(tell, CancellationToken.None);
            }
        }

        public async Task PauseAsync(TimeSpan pause, TimeProvider timeProvider)
        {
            await Task.WhenAny(Task.Delay(pause, timeProvider, Stopping), _checkNow.Task);
            Stopping.ThrowIfCancellationRequested();
            lock (_lock)
            {
                if (_checkNow.Task.IsCompleted)
                {
                    _checkNow = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
    }
}
