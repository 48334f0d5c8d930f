namespace ReferenceShop.Messaging.Inbox;

/// <summary>Says that a consumer has handled a message; written in the transaction of the handler's effect.</summary>
internal sealed class InboxMessage
{
    /// <summary>Name of the table.</summary>
    public const string Table = "inbox";

    public Guid MessageId { get; private set; }

    /// <summary>The queue, because one service may handle one message in several ways.</summary>
    public string Consumer { get; private set; } = "";

    public DateTimeOffset HandledAt { get; private set; }
}
