using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Eventing;

/// <summary>Something that happened to the application.</summary>
public interface IDistributedApplicationEvent;

/// <summary>Something that happened to a resource.</summary>
public interface IDistributedApplicationResourceEvent : IDistributedApplicationEvent
{
    /// <summary>The resource.</summary>
    IResource Resource { get; }

    /// <summary>The services of the application.</summary>
    IServiceProvider Services { get; }

    /// <summary>Writes to the resource's console log.</summary>
    ILogger Logger => Services.GetRequiredService<ResourceLoggerService>().GetLogger(Resource);
}

/// <summary>Tells listeners what happened, and lets those that tell wait for the listeners.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Listens for an event.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="callback">Handles it.</param>
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent;

    /// <summary>Listens for an event of one resource.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="callback">Handles it.</param>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Stops listening.</summary>
    /// <param name="subscription">What a subscription gave.</param>
    void Unsubscribe(DistributedApplicationEventSubscription subscription);

    /// <summary>Tells the listeners one after the other and waits for them; the first error ends it.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="cancellationToken">Handed to the listeners.</param>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;

    /// <summary>Tells the listeners.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="dispatchBehavior">In which order, and whether to wait.</param>
    /// <param name="cancellationToken">Handed to the listeners.</param>
    Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;
}

/// <summary>How listeners are told.</summary>
public enum EventDispatchBehavior
{
    /// <summary>One after the other, and whoever tells waits.</summary>
    BlockingSequential = 0,

    /// <summary>All at once, and whoever tells waits.</summary>
    BlockingConcurrent = 1,

    /// <summary>One after the other, in the background.</summary>
    NonBlockingSequential = 2,

    /// <summary>All at once, in the background.</summary>
    NonBlockingConcurrent = 3,
}

/// <summary>A listener.</summary>
/// <param name="callback">Handles an event.</param>
public class DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
{
    /// <summary>Handles an event.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; } = callback;
}

/// <summary>A listener for one resource.</summary>
/// <param name="resource">The resource; null is every one.</param>
/// <param name="callback">Handles an event.</param>
public class DistributedApplicationResourceEventSubscription(
    IResource? resource, Func<IDistributedApplicationResourceEvent, CancellationToken, Task> callback)
    : DistributedApplicationEventSubscription((@event, cancellationToken) => callback((IDistributedApplicationResourceEvent)@event, cancellationToken))
{
    /// <summary>The resource; null is every one.</summary>
    public IResource? Resource { get; } = resource;
}
