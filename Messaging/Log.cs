using Microsoft.Extensions.Logging;

namespace ReferenceShop.Messaging;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Connected to the broker at {Host}:{Port} to {Purpose}")]
    public static partial void Connected(this ILogger logger, string purpose, string host, int port);

    [LoggerMessage(2, LogLevel.Warning, "The broker is away ({Purpose}): {Reason}. Trying again until it is back")]
    public static partial void BrokerAway(this ILogger logger, string purpose, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Lost the connection to the broker ({Purpose}): {Reason}")]
    public static partial void ConnectionLost(this ILogger logger, string purpose, string reason);

    [LoggerMessage(10, LogLevel.Warning, "No queue is bound for {Type}: message {MessageId} stays in the outbox")]
    public static partial void Unroutable(this ILogger logger, string type, Guid messageId);

    [LoggerMessage(11, LogLevel.Warning, "Relaying the outbox failed; trying again")]
    public static partial void RelayFailed(this ILogger logger, Exception exception);

    [LoggerMessage(12, LogLevel.Debug, "The outbox table does not exist yet")]
    public static partial void NoTables(this ILogger logger);

    [LoggerMessage(13, LogLevel.Warning, "Not listening for outbox notifications: {Reason}. The sweep goes on")]
    public static partial void NotListening(this ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Warning, "The outbox was not drained before the stop: {Reason}. What is left goes out after the next start")]
    public static partial void NotDrained(this ILogger logger, string reason);

    [LoggerMessage(15, LogLevel.Warning, "Relaying the outbox was interrupted: {Reason}. Trying again")]
    public static partial void RelayInterrupted(this ILogger logger, string reason);

    [LoggerMessage(20, LogLevel.Information, "Consuming {Queue}")]
    public static partial void Consuming(this ILogger logger, string queue);

    [LoggerMessage(21, LogLevel.Warning, "Not consuming {Queue}: {Reason}. Trying again")]
    public static partial void NotConsuming(this ILogger logger, string queue, string reason);

    [LoggerMessage(22, LogLevel.Warning, "Attempt {Attempt} at message {MessageId} of {Queue} failed; next one in {DelayMilliseconds} ms")]
    public static partial void AttemptFailed(this ILogger logger, string queue, Guid? messageId, int attempt, double delayMilliseconds, Exception exception);

    [LoggerMessage(23, LogLevel.Error, "Message {MessageId} of {Queue} is a dead letter after {Attempts} attempts: {Error}")]
    public static partial void DeadLetter(this ILogger logger, string queue, Guid? messageId, int attempts, string error);

    [LoggerMessage(24, LogLevel.Debug, "Message {MessageId} of {Queue} was handled before")]
    public static partial void Duplicate(this ILogger logger, string queue, Guid messageId);

    [LoggerMessage(25, LogLevel.Warning, "Holding message {MessageId} of {Queue}: {Reason}")]
    public static partial void Held(this ILogger logger, string queue, Guid messageId, string reason);

    [LoggerMessage(26, LogLevel.Warning, "Gave a message back to {Queue}: {Reason}")]
    public static partial void Returned(this ILogger logger, string queue, string reason);

    [LoggerMessage(28, LogLevel.Debug, "The broker took messages of {Queue} back: {Reason}")]
    public static partial void TakenBack(this ILogger logger, string queue, string reason);

    [LoggerMessage(27, LogLevel.Warning, "Stopped with handlers still running after {Seconds} s; their messages come again")]
    public static partial void HandlersAborted(this ILogger logger, double seconds);

    [LoggerMessage(30, LogLevel.Debug, "The inbox is not there yet: {Reason}")]
    public static partial void InboxAway(this ILogger logger, string reason);

    [LoggerMessage(31, LogLevel.Debug, "Message {MessageId} of {Consumer} ran into another transaction on try {Try}")]
    public static partial void Conflict(this ILogger logger, string consumer, Guid messageId, int @try);

    [LoggerMessage(32, LogLevel.Debug, "Forgot {Count} inbox rows")]
    public static partial void Pruned(this ILogger logger, int count);

    [LoggerMessage(33, LogLevel.Warning, "Could not prune the inbox: {Reason}")]
    public static partial void NotPruned(this ILogger logger, string reason);
}
