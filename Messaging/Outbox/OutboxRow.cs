namespace ReferenceShop.Messaging.Outbox;

/// <summary>A claimed row.</summary>
internal sealed record OutboxRow(
    Guid Id, string Type, string Body, string? Aggregate, bool Mandatory, string? TraceParent, string? TraceState, DateTimeOffset OccurredAt);
