namespace ReferenceShop.Messaging.Outbox;

/// <summary>An event that waits in the database of its publisher until the broker has confirmed it.</summary>
internal sealed class OutboxMessage
{
    /// <summary>Name of the table.</summary>
    public const string Table = "outbox";

    /// <summary>The channel on which the database announces committed rows.</summary>
    public const string Channel = "outbox";

    /// <summary>The message id that consumers use to recognise duplicates.</summary>
    public required Guid Id { get; init; }

    /// <summary>Order of writing, given by the database.</summary>
    public long Sequence { get; private set; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    /// <summary>Rows of one aggregate are published in their order; rows without one in any order.</summary>
    public string? Aggregate { get; init; }

    public bool Mandatory { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>Time of the transaction by the clock of the database, the one clock that all replicas share.</summary>
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>How often it was published without being accepted.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }
}
