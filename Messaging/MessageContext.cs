namespace ReferenceShop.Messaging;

/// <summary>What is known about a delivery besides the event itself.</summary>
/// <param name="MessageId">Id of the message, the same in every delivery and replay of it.</param>
/// <param name="Attempt">1 for the first attempt to handle it, then 2, and so on. A replayed dead letter starts again at 1.</param>
/// <param name="OccurredAt">When the event was written to the publisher's outbox, by the clock of the publisher's database.</param>
public sealed record MessageContext(Guid MessageId, int Attempt, DateTimeOffset OccurredAt);
