using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReferenceShop.Messaging.Consuming;
using ReferenceShop.Messaging.Inbox;
using ReferenceShop.Messaging.Outbox;

namespace ReferenceShop.Messaging;

/// <summary>Says what a service publishes and listens to. Made by <c>AddMessaging</c>.</summary>
public sealed class MessagingBuilder
{
    private readonly IServiceCollection _services;

    internal MessagingBuilder(IServiceCollection services) => _services = services;

    /// <summary>
    /// Publishes what <c>Publish</c> writes to the outbox of <typeparamref name="TContext"/>, on every replica, and gives the handlers of this service
    /// an inbox in the same database. The context must map both tables (<c>AddOutbox</c>, <c>AddInbox</c>) and be on PostgreSQL.
    /// </summary>
    /// <typeparam name="TContext">The service's context, registered with the container.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The service has an outbox already; it has one database, so it has one outbox.</exception>
    public MessagingBuilder AddOutbox<TContext>()
        where TContext : DbContext
    {
        if (_services.Any(service => service.ServiceType == typeof(OutboxSignal)))
        {
            throw new InvalidOperationException("AddOutbox was called twice: a service has one outbox.");
        }

        _services.AddSingleton<OutboxSignal>();
        _services.AddSingleton<OutboxInterceptor>();
        _services.AddSingleton<OutboxPublisher>();
        _services.ConfigureDbContext<TContext>((services, options) => options.AddInterceptors(services.GetRequiredService<OutboxInterceptor>()));
        _services.AddHostedService<OutboxListener<TContext>>();
        _services.AddHostedService<OutboxRelay<TContext>>();
        _services.AddHostedService<InboxPruner<TContext>>();
        _services.Replace(ServiceDescriptor.Singleton<HandlerRunner, TransactionalRunner<TContext>>());
        return this;
    }

    /// <summary>
    /// Handles every <typeparamref name="TEvent"/> from now on, once per service (replicas share the work), through the durable queue
    /// <c>&lt;service&gt;.&lt;event&gt;</c>. The queue stays when the service is away and collects what happens meanwhile.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">The handler; registered as transient.</typeparam>
    /// <param name="configure">Changes the limits of this subscription.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException"><typeparamref name="TEvent"/> is no event, or the service subscribed to it already.</exception>
    public MessagingBuilder Subscribe<TEvent, THandler>(Action<SubscriptionOptions>? configure = null)
        where TEvent : class
        where THandler : class, IHandle<TEvent>
    {
        if (_services.Any(service => service.ServiceType == typeof(IHandle<TEvent>)))
        {
            throw new InvalidOperationException($"{EventName<TEvent>.Value} has a handler already: one queue has one handler.");
        }

        var options = new SubscriptionOptions();
        configure?.Invoke(options);
        _services.AddTransient<IHandle<TEvent>, THandler>();
        _services.AddSingleton(Subscription.To<TEvent>(options));
        return this;
    }
}
