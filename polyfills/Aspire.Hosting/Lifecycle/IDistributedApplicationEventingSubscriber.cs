using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting.Lifecycle;

/// <summary>A service that listens for events; it subscribes before <see cref="ApplicationModel.BeforeStartEvent"/>.</summary>
public interface IDistributedApplicationEventingSubscriber
{
    /// <summary>Subscribes.</summary>
    /// <param name="eventing">The events of the application.</param>
    /// <param name="executionContext">The execution context of the application.</param>
    /// <param name="cancellationToken">Stops the start of the application.</param>
    Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken);
}

/// <summary>Registers services that listen for events.</summary>
public static class EventingSubscriberServiceCollectionExtensions
{
    /// <summary>Registers a listener.</summary>
    /// <typeparam name="T">The type of the listener.</typeparam>
    /// <param name="services">The services.</param>
    public static void AddEventingSubscriber<T>(this IServiceCollection services)
        where T : class, IDistributedApplicationEventingSubscriber =>
        services.AddSingleton<IDistributedApplicationEventingSubscriber, T>();

    /// <summary>Registers a listener unless one of that type is registered.</summary>
    /// <typeparam name="T">The type of the listener.</typeparam>
    /// <param name="services">The services.</param>
    public static void TryAddEventingSubscriber<T>(this IServiceCollection services)
        where T : class, IDistributedApplicationEventingSubscriber =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDistributedApplicationEventingSubscriber, T>());
}
