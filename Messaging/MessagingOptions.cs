using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.Messaging;

/// <summary>Settings of the section <c>Messaging</c>. They are checked at start; a bad one stops the service with a message that names the key.</summary>
public sealed class MessagingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Messaging";

    /// <summary>Names the queues of this service, <c>&lt;service&gt;.&lt;event&gt;</c>. Default: the application's name as <c>kebab-case</c>. Replicas share it.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,59}$")]
    public string Service { get; set; } = "";

    /// <summary>How many messages the broker hands to one subscription of one replica before some are acknowledged. Default 20.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 20;

    /// <summary>How many messages one subscription of one replica handles at the same time. Default 4. 1 keeps the order of the queue.</summary>
    [Range(1, 100)]
    public int Concurrency { get; set; } = 4;

    /// <summary>How often the broker hands out a message whose consumer vanished (crash, kill) before it goes to the dead letters. Part of the queue: a change needs a new queue. Default 20.</summary>
    [Range(1, 1000)]
    public int DeliveryLimit { get; set; } = 20;

    /// <summary>The pauses between the attempts of a handler that throws; one more attempt than pauses. Default 100 ms, 500 ms, 2 s, 5 s.</summary>
    public TimeSpan[] RetryDelays { get; set; } = [];

    /// <summary>How long one attempt of a handler may take. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message is held, and tried again in place, while what its handler needs (the database) is away. After that it counts as a failed attempt. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:20:00")]
    public TimeSpan HoldLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many outbox rows are published together; the bound on unconfirmed messages. Default 200.</summary>
    [Range(1, 2000)]
    public int OutboxBatch { get; set; } = 200;

    /// <summary>How often the outbox is looked at although nothing announced a row: the net under the notifications. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00")]
    public TimeSpan OutboxSweep { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the broker may take to confirm a message; after that it is published again. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:02:00")]
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an inbox row is kept to recognise a duplicate. Must exceed the age of any message that may still come, replays included. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan InboxRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a stop waits for running handlers and for the outbox to drain. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
