using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Eventing;

/// <inheritdoc cref="IDistributedApplicationEventing" />
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, List<DistributedApplicationEventSubscription>> _subscriptions = [];

    /// <inheritdoc />
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationEventSubscription((@event, cancellationToken) => callback((T)@event, cancellationToken)));
    }

    /// <inheritdoc />
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationResourceEventSubscription(
            resource, (@event, cancellationToken) => callback((T)@event, cancellationToken)));
    }

    /// <inheritdoc />
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        lock (_lock)
        {
            foreach (var listeners in _subscriptions.Values)
            {
                listeners.Remove(subscription);
            }
        }
    }

    /// <inheritdoc />
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent =>
        PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc />
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(@event);
        var listeners = ListenersOf(@event);
        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return TellInTurnAsync(listeners, @event, cancellationToken);
            case EventDispatchBehavior.BlockingConcurrent:
                return Task.WhenAll(listeners.Select(listener => TellAsync(listener, @event, cancellationToken)));
            case EventDispatchBehavior.NonBlockingSequential:
                _ = Task.Run(() => TellInTurnAsync(listeners, @event, cancellationToken), CancellationToken.None);
                return Task.CompletedTask;
            default:
                _ = Task.Run(() => Task.WhenAll(listeners.Select(listener => TellAsync(listener, @event, cancellationToken))), CancellationToken.None);
                return Task.CompletedTask;
        }
    }

    private DistributedApplicationEventSubscription Add<T>(DistributedApplicationEventSubscription subscription)
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(typeof(T), out var listeners))
            {
                _subscriptions[typeof(T)] = listeners = [];
            }

            listeners.Add(subscription);
            return subscription;
        }
    }

    private DistributedApplicationEventSubscription[] ListenersOf<T>(T @event)
        where T : IDistributedApplicationEvent
    {
        lock (_lock)
        {
            return _subscriptions.TryGetValue(typeof(T), out var listeners)
                ? [.. listeners.Where(listener => listener is not DistributedApplicationResourceEventSubscription { Resource: { } resource }
                    || ReferenceEquals(resource, (@event as IDistributedApplicationResourceEvent)?.Resource))]
                : [];
        }
    }

    private static async Task TellInTurnAsync(
        DistributedApplicationEventSubscription[] listeners, IDistributedApplicationEvent @event, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            await TellAsync(listener, @event, cancellationToken);
        }
    }

    private static async Task TellAsync(
        DistributedApplicationEventSubscription listener, IDistributedApplicationEvent @event, CancellationToken cancellationToken)
    {
        try
        {
            await listener.Callback(@event, cancellationToken);
        }
        catch (Exception exception) when (@event is IDistributedApplicationResourceEvent resourceEvent && !cancellationToken.IsCancellationRequested)
        {
            // The dashboard shows the error where people look for it: in the log of the resource.
            resourceEvent.Services.GetService<ResourceLoggerService>()?.GetLogger(resourceEvent.Resource)
                .LogError(exception, "A handler of {Event} failed.", @event.GetType().Name);
            throw;
        }
    }
}
