using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.Messaging.Consuming;

/// <summary>Runs one attempt of a handler.</summary>
internal abstract class HandlerRunner
{
    /// <summary>Waits until handlers can work at all.</summary>
    public virtual Task ReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Handles the message unless it was handled before.</summary>
    /// <returns><see langword="false"/> for a duplicate.</returns>
    public abstract Task<bool> RunAsync(Subscription subscription, string consumer, object message, MessageContext context, CancellationToken cancellationToken);

    /// <summary>Whether the error says that what every handler needs is away, rather than anything about this message.</summary>
    public virtual bool IsAway(Exception exception) => false;
}

/// <summary>For a service without an outbox: nothing to share a transaction with, so the handler is idempotent by itself.</summary>
internal sealed class PlainRunner(IServiceScopeFactory scopes) : HandlerRunner
{
    public override async Task<bool> RunAsync(Subscription subscription, string consumer, object message, MessageContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await subscription.HandleAsync(scope.ServiceProvider, message, context, cancellationToken);
        return true;
    }
}
