using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferenceShop.Messaging.Outbox;

namespace ReferenceShop.Messaging;

/// <summary>Publishing, as a service sees it.</summary>
public static class OutboxPublishing
{
    /// <summary>
    /// Adds an event to the outbox. It is stored by the next <c>SaveChanges</c>, in the same transaction as what it tells about, and goes out after the
    /// commit, at least once, whatever crashes meanwhile. A rollback takes it along.
    /// </summary>
    /// <typeparam name="TEvent">A record with an <see cref="EventAttribute"/>.</typeparam>
    /// <param name="db">A context that maps the outbox.</param>
    /// <param name="message">The event. It is written down now; later changes to it do not matter.</param>
    /// <param name="aggregate">Id of the thing that the event is about, at most 100 characters. Events of one aggregate go out in the order of their commits. <see langword="null"/>: in any order.</param>
    /// <exception cref="InvalidOperationException"><typeparamref name="TEvent"/> is no event.</exception>
    public static void Publish<TEvent>(this DbContext db, TEvent message, string? aggregate = null)
        where TEvent : class =>
        db.Set<OutboxMessage>().Add(new OutboxMessage
        {
            // Time-ordered, so that the primary key's index grows at its end.
            Id = Guid.CreateVersion7(),
            Type = EventName<TEvent>.Value,
            Body = JsonSerializer.Serialize(message, MessageJson.Options),
            Aggregate = aggregate,
            Mandatory = EventName<TEvent>.Mandatory,
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString is { Length: <= 512 } state ? state : null,
        });
}
