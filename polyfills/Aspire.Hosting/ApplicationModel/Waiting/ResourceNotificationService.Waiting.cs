using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Waits until an instance of a resource is in a state.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="targetState">The state; null is Running.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <summary>Waits until an instance of a resource is in one of several states, and gives the state.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="targetStates">The states.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToArray();
        var reached = await WaitAsync(
            resourceName,
            e => e.Snapshot.State is { } state && states.Contains(state.Text, StringComparer.OrdinalIgnoreCase),
            $"did not reach one of the states {string.Join(", ", states)}",
            cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until an instance of a resource meets a condition.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="predicate">The condition; it is asked for the present state and for every change.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, predicate, "did not meet the condition", cancellationToken);

    /// <summary>Waits until an instance of a resource is healthy and those that listen for that are done, as <c>WaitFor</c> does.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DistributedApplicationException">The resource ended or did not start, and the application's default is not to wait then.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until an instance of a resource is healthy and those that listen for that are done, as <c>WaitFor</c> does.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="waitBehavior">What happens when it ended or did not start.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DistributedApplicationException">It ended or did not start, and the wait is to end then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        if (waitBehavior == WaitBehavior.StopOnResourceUnavailable
            && _services.GetService<DistributedApplicationModel>()?.Resources.TryGetByName(resourceName, out _) is false)
        {
            throw new DistributedApplicationException($"There is no resource '{resourceName}' to become healthy.");
        }

        var healthy = await WaitAsync(
            resourceName, e => IsHealthy(e) || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e)), "did not become healthy", cancellationToken);
        if (!IsHealthy(healthy))
        {
            throw new DistributedApplicationException(
                $"Stopped waiting for resource '{resourceName}' to become healthy because it is in state '{healthy.Snapshot.State?.Text}'.");
        }

        return await WaitForReadyAsync(resourceName, healthy.ResourceId, cancellationToken);
    }

    private static bool IsHealthy(ResourceEvent e) => e.Snapshot.HealthStatus == HealthStatus.Healthy;

    private static bool IsUnavailable(ResourceEvent e) =>
        KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text) || e.Snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    private async Task<ResourceEvent> WaitForReadyAsync(string resourceName, string resourceId, CancellationToken cancellationToken)
    {
        var ready = await WaitAsync(
            resourceName,
            e => IsInstance(e, resourceId) && e.Snapshot.ResourceReadyEvent is not null,
            "was not told to be ready",
            cancellationToken);

        // A handler that failed fails those that wait.
        await ready.Snapshot.ResourceReadyEvent!.EventTask.WaitAsync(cancellationToken);
        return ready;
    }

    private async Task<ResourceEvent> WaitAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, string failure, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token, cancellationToken);
        ResourceEvent? last = null;
        try
        {
            await foreach (var change in WatchAsync(linked.Token))
            {
                if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase))
                {
                    last = change;
                    if (predicate(change))
                    {
                        return change;
                    }
                }
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(Describe(resourceName, failure, last), exception, exception.CancellationToken);
        }

        throw new OperationCanceledException(Describe(resourceName, failure, last));
    }

    /// <summary>Says how things stood when a wait was given up, because that is what somebody reads first when a test has timed out.</summary>
    private static string Describe(string resourceName, string failure, ResourceEvent? last)
    {
        if (last is null)
        {
            return $"Resource '{resourceName}' {failure} before the operation was cancelled; it never had a state.";
        }

        var snapshot = last.Snapshot;
        var facts = new List<string> { $"state '{snapshot.State?.Text ?? "none"}'" };
        if (snapshot.ExitCode is { } exitCode)
        {
            facts.Add($"exit code {exitCode}");
        }

        if (snapshot.Properties.FirstOrDefault(p => p.Name == KnownProperties.WaitingFor)?.Value is IEnumerable<string> waitingFor)
        {
            facts.Add($"waiting for {string.Join(", ", waitingFor)}");
        }

        facts.AddRange(snapshot.HealthReports.Where(r => r.Status != HealthStatus.Healthy)
            .Select(r => $"health check '{r.Name}' {r.Status?.ToString() ?? "not run"} {r.Description ?? r.ExceptionText}".TrimEnd()));
        return $"Resource '{resourceName}' {failure} before the operation was cancelled; last seen: {string.Join("; ", facts)}.";
    }

    private static bool IsInstance(ResourceEvent e, string resourceId) => string.Equals(e.ResourceId, resourceId, StringComparison.OrdinalIgnoreCase);
}
