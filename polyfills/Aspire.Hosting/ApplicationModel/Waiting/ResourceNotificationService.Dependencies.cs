using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>
    /// Waits for everything that a resource was told to wait for, all instances of it. Meanwhile the resource is in state Waiting, says for what,
    /// and its console log tells.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DistributedApplicationException">Something that it waits for ended or did not start, and it is not to wait then.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (!resource.TryGetAnnotationsOfType<WaitAnnotation>(out var annotations))
        {
            return;
        }

        var pending = annotations.Select(annotation => annotation.Resource.Name).ToList();
        await PublishWaitingForAsync(resource, pending);
        await Task.WhenAll(annotations.Select(annotation => WaitForDependencyAsync(annotation)));

        async Task WaitForDependencyAsync(WaitAnnotation annotation)
        {
            var names = annotation.Resource.GetResolvedResourceNames();
            await Task.WhenAll(names.Select(id => WaitForInstanceAsync(
                resource, annotation, new Dependency(id, names.Length > 1 ? id : annotation.Resource.Name), cancellationToken)));
            string[] rest;
            lock (pending)
            {
                pending.Remove(annotation.Resource.Name);
                rest = [.. pending];
            }

            await PublishWaitingForAsync(resource, rest);
        }
    }

    private Task WaitForInstanceAsync(IResource resource, WaitAnnotation annotation, Dependency dependency, CancellationToken cancellationToken)
    {
        var log = _loggers.GetLogger(resource);
        var behavior = annotation.WaitBehavior ?? DefaultWaitBehavior;
        return annotation.WaitType switch
        {
            WaitType.WaitForCompletion => WaitUntilCompletedAsync(resource, annotation, dependency, log, cancellationToken),
            WaitType.WaitUntilStarted => WaitUntilRunningAsync(resource, annotation.Resource, dependency, behavior, log, cancellationToken),
            _ => WaitUntilReadyAsync(resource, annotation.Resource, dependency, behavior, log, cancellationToken),
        };
    }

    private async Task WaitUntilReadyAsync(
        IResource resource, IResource target, Dependency dependency, WaitBehavior behavior, ILogger log, CancellationToken cancellationToken)
    {
        await WaitUntilRunningAsync(resource, target, dependency, behavior, log, cancellationToken);
        if (SnapshotBuilder.HealthCheckKeys(target).Count > 0)
        {
            LogWaitingForHealth(log, dependency.DisplayName);
            await WaitAsync(target.Name, e => IsInstance(e, dependency.Id) && IsHealthy(e), "did not become healthy", cancellationToken);
        }

        await WaitForReadyAsync(target.Name, dependency.Id, cancellationToken);
        LogFinishedWaiting(log, dependency.DisplayName);
    }

    private async Task WaitUntilRunningAsync(
        IResource resource, IResource target, Dependency dependency, WaitBehavior behavior, ILogger log, CancellationToken cancellationToken)
    {
        LogWaitingForState(log, dependency.DisplayName, KnownResourceStates.Running);
        var seen = await WaitAsync(
            target.Name,
            e => IsInstance(e, dependency.Id) && (IsRunning(e) || (behavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e))),
            "did not start",
            cancellationToken);
        if (IsRunning(seen))
        {
            return;
        }

        var state = seen.Snapshot.State!.Text;
        LogDependencyUnavailable(log, dependency.DisplayName, state);
        throw new DistributedApplicationException(
            $"Resource '{resource.Name}' stopped waiting for resource '{dependency.DisplayName}' because it is in state '{state}'.");
    }

    private async Task WaitUntilCompletedAsync(
        IResource resource, WaitAnnotation annotation, Dependency dependency, ILogger log, CancellationToken cancellationToken)
    {
        LogWaitingForCompletion(log, dependency.DisplayName);
        var ended = await WaitAsync(
            annotation.Resource.Name,
            e => IsInstance(e, dependency.Id) && (KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text) || e.Snapshot.ExitCode is not null),
            "did not complete",
            cancellationToken);
        var (state, exitCode) = (ended.Snapshot.State?.Text, ended.Snapshot.ExitCode);
        if (state == KnownResourceStates.FailedToStart || (exitCode is not null && exitCode != annotation.ExitCode))
        {
            LogDependencyFailed(log, dependency.DisplayName, state, exitCode, annotation.ExitCode);
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' stopped waiting for resource '{dependency.DisplayName}' because it is in state '{state}' " +
                $"with exit code '{exitCode}', expected '{annotation.ExitCode}'.");
        }

        LogFinishedWaiting(log, dependency.DisplayName);
    }

    private Task PublishWaitingForAsync(IResource resource, IReadOnlyCollection<string> names) => PublishUpdateAsync(resource, s =>
    {
        if (names.Count == 0)
        {
            return s with { Properties = s.Properties.RemoveResourceProperty(KnownProperties.WaitingFor) };
        }

        // Somebody may have stopped it meanwhile.
        return s.State?.Text is null or "" || s.State.Text == KnownResourceStates.NotStarted || s.State.Text == KnownResourceStates.Starting
            || s.State.Text == KnownResourceStates.Waiting
            ? s with
            {
                State = KnownResourceStates.Waiting,
                Properties = s.Properties.SetResourceProperty(KnownProperties.WaitingFor, names.Distinct(StringComparer.OrdinalIgnoreCase).ToArray()),
            }
            : s;
    });

    private static bool IsRunning(ResourceEvent e) => e.Snapshot.State?.Text == KnownResourceStates.Running;

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{ResourceName}' to enter the '{State}' state.")]
    private static partial void LogWaitingForState(ILogger logger, string resourceName, string state);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{ResourceName}' to become healthy.")]
    private static partial void LogWaitingForHealth(ILogger logger, string resourceName);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{ResourceName}' to complete.")]
    private static partial void LogWaitingForCompletion(ILogger logger, string resourceName);

    [LoggerMessage(Level = LogLevel.Information, Message = "Finished waiting for resource '{ResourceName}'.")]
    private static partial void LogFinishedWaiting(ILogger logger, string resourceName);

    [LoggerMessage(Level = LogLevel.Error, Message = "Dependency resource '{ResourceName}' is in state '{State}'.")]
    private static partial void LogDependencyUnavailable(ILogger logger, string resourceName, string state);

    [LoggerMessage(Level = LogLevel.Error, Message = "Resource '{ResourceName}' has entered the '{State}' state with exit code '{ExitCode}', expected '{ExpectedExitCode}'.")]
    private static partial void LogDependencyFailed(ILogger logger, string resourceName, string? state, int? exitCode, int expectedExitCode);

    private sealed record Dependency(string Id, string DisplayName);
}
