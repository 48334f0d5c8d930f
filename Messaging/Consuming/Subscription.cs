using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.Messaging.Consuming;

/// <summary>One event that this service listens to; what is typed about it.</summary>
internal abstract class Subscription(string type, SubscriptionOptions options)
{
    private volatile bool _declared;

    public string Type => type;

    public SubscriptionOptions Options => options;

    /// <summary>Whether its queue is known to exist, so that no event can pass it by.</summary>
    public bool IsDeclared => _declared;

    public static Subscription To<TEvent>(SubscriptionOptions options)
        where TEvent : class => new Typed<TEvent>(options);

    public void MarkDeclared() => _declared = true;

    /// <summary>Reads a body.</summary>
    /// <exception cref="JsonException">It is not what the contract says.</exception>
    public abstract object Read(ReadOnlySpan<byte> body);

    public abstract Task HandleAsync(IServiceProvider services, object message, MessageContext context, CancellationToken cancellationToken);

    private sealed class Typed<TEvent>(SubscriptionOptions options) : Subscription(EventName<TEvent>.Value, options)
        where TEvent : class
    {
        public override object Read(ReadOnlySpan<byte> body) =>
            JsonSerializer.Deserialize<TEvent>(body, MessageJson.Options) ?? throw new JsonException("The body is null.");

        public override Task HandleAsync(IServiceProvider services, object message, MessageContext context, CancellationToken cancellationToken) =>
            services.GetRequiredService<IHandle<TEvent>>().HandleAsync((TEvent)message, context, cancellationToken);
    }
}
