namespace ReferenceShop.Messaging;

/// <summary>What one subscription does differently from <see cref="MessagingOptions"/>.</summary>
public sealed class SubscriptionOptions
{
    /// <summary>Overrides <see cref="MessagingOptions.Prefetch"/>.</summary>
    public int? Prefetch { get; set; }

    /// <summary>Overrides <see cref="MessagingOptions.Concurrency"/>.</summary>
    public int? Concurrency { get; set; }

    /// <summary>
    /// Recognises errors that say nothing about the message: what the handler needs is away. Such a message is held and tried again in place for at most
    /// <see cref="MessagingOptions.HoldLimit"/> instead of using up its attempts. An unreachable PostgreSQL is always recognised; a handler on another
    /// store names that store's exceptions here.
    /// </summary>
    public Func<Exception, bool> HoldWhen { get; set; } = static _ => false;
}
