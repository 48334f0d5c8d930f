using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the state of every instance of every resource, tells whoever watches, and lets others wait for a state.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Channel<ResourceEvent>, byte> _watchers = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _loggers;

    /// <summary>Starts with no states.</summary>
    /// <param name="logger">Tells every change at level Debug.</param>
    /// <param name="hostApplicationLifetime">Not used; waits end when the service is disposed.</param>
    /// <param name="serviceProvider">The services of the application.</param>
    /// <param name="resourceLoggerService">The console logs.</param>
    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        _ = hostApplicationLifetime;
        _logger = logger;
        _services = serviceProvider;
        _loggers = resourceLoggerService;
        DefaultWaitBehavior = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior
            ?? WaitBehavior.StopOnResourceUnavailable;
    }

    internal WaitBehavior DefaultWaitBehavior { get; }

    /// <summary>The state of an instance.</summary>
    /// <param name="resourceId">The instance, or the name of a resource that has one instance.</param>
    /// <param name="resourceEvent">The state, if one was published.</param>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        resourceEvent = _instances.TryGetValue(resourceId, out var instance) ? instance.ToEvent() : null;
        if (resourceEvent is null)
        {
            var byName = _instances.Values.Where(i => string.Equals(i.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
            resourceEvent = byName is [var only] ? only.ToEvent() : null;
        }

        return resourceEvent is not null;
    }

    /// <summary>The states of all instances, then every change.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        _watchers.TryAdd(channel, 0);
        try
        {
            // What is published from here on is in the channel, so a state may come twice; its version tells.
            var seen = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
            foreach (var current in _instances.Values.Select(instance => instance.ToEvent()).OfType<ResourceEvent>())
            {
                seen[current.ResourceId] = current.Snapshot.Version;
                yield return current;
            }

            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (!seen.TryGetValue(change.ResourceId, out var version) || change.Snapshot.Version > version)
                {
                    yield return change;
                }
            }
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
        }
    }

    /// <summary>Changes the state of a resource; of all its instances, if it has several.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new state from the old one.</param>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetResolvedResourceNames())
        {
            await PublishUpdateAsync(resource, name, stateFactory);
        }
    }

    /// <summary>Changes the state of one instance.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">The instance.</param>
    /// <param name="stateFactory">Makes the new state from the old one.</param>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        var instance = _instances.GetOrAdd(resourceId, id => new Instance(resource, id));
        if (!ReferenceEquals(instance.Resource, resource))
        {
            throw new InvalidOperationException($"The instance '{resourceId}' belongs to another resource.");
        }

        lock (instance)
        {
            var previous = instance.Snapshot;
            var next = Complete(resource, previous, stateFactory(previous ?? SnapshotBuilder.CreateInitial(resource)));
            if (previous is not null && next == previous)
            {
                return Task.CompletedTask;
            }

            instance.Snapshot = next with { Version = (previous?.Version ?? 0) + 1 };
            if (previous?.State?.Text != next.State?.Text)
            {
                LogStateChange(_logger, resource.Name, resourceId, previous?.State?.Text, next.State?.Text);
            }

            var change = instance.ToEvent()!;
            foreach (var watcher in _watchers.Keys)
            {
                watcher.Writer.TryWrite(change);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends everything that waits.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (!_disposing.IsCancellationRequested)
        {
            _disposing.Cancel();
        }
    }

    private CustomResourceSnapshot Complete(IResource resource, CustomResourceSnapshot? previous, CustomResourceSnapshot snapshot)
    {
        if (snapshot.State?.Text != KnownResourceStates.Waiting)
        {
            snapshot = snapshot with { Properties = snapshot.Properties.RemoveResourceProperty(KnownProperties.WaitingFor) };
        }

        if (KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text)
            && (snapshot.ResourceReadyEvent is not null || snapshot.HealthReports.Any(r => r.Status is not null)))
        {
            snapshot = snapshot with
            {
                ResourceReadyEvent = null,
                HealthReports = [.. snapshot.HealthReports.Select(r => new HealthReportSnapshot(r.Name, Status: null, Description: null, ExceptionText: null))],
            };
        }

        if (snapshot.State?.Text == KnownResourceStates.Running && previous?.State?.Text != KnownResourceStates.Running)
        {
            snapshot = snapshot with { Run = snapshot.Run + 1 };
        }

        return SnapshotBuilder.WithCommands(resource, snapshot, _services);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Resource {ResourceName}/{ResourceId} changed state: {PreviousState} -> {NewState}")]
    private static partial void LogStateChange(ILogger logger, string resourceName, string resourceId, string? previousState, string? newState);

    private sealed class Instance(IResource resource, string id)
    {
        private volatile CustomResourceSnapshot? _snapshot;

        public IResource Resource => resource;

        public CustomResourceSnapshot? Snapshot
        {
            get => _snapshot;
            set => _snapshot = value;
        }

        public ResourceEvent? ToEvent() => Snapshot is { } snapshot ? new ResourceEvent(resource, id, snapshot) : null;
    }
}

/// <summary>What happens to those that wait, unless they say otherwise.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>
    /// What happens when a resource that is waited for cannot start. With the dashboard the host keeps waiting, because somebody may start it;
    /// without it waiting ends.
    /// </summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
