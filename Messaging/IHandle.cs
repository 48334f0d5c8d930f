namespace ReferenceShop.Messaging;

/// <summary>
/// Reacts to one event of another service. An instance is made for every attempt, from a scope of its own.
/// </summary>
/// <remarks>
/// In a service with an outbox the handler runs in a transaction together with the inbox row of the message: what it changes in that
/// <c>DbContext</c> happens once, however often the message arrives, and <c>SaveChanges</c>, commit and acknowledgement are not its business.
/// Everything else that it does (a call, another store) may happen again and must be idempotent by itself.
/// Throwing means "try again later"; after the last attempt the message goes to the dead letters with the error.
/// </remarks>
/// <typeparam name="TEvent">A record with an <see cref="EventAttribute"/>.</typeparam>
public interface IHandle<in TEvent>
    where TEvent : class
{
    /// <summary>Handles one delivery.</summary>
    /// <param name="message">The event.</param>
    /// <param name="context">Facts about this delivery.</param>
    /// <param name="cancellationToken">Set when the handler takes longer than <see cref="MessagingOptions.HandlerTimeout"/> or the service stops; the message is then delivered again.</param>
    Task HandleAsync(TEvent message, MessageContext context, CancellationToken cancellationToken);
}
