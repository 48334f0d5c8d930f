namespace ReferenceShop.Messaging;

/// <summary>A message that this service gave up.</summary>
/// <param name="MessageId">Id of the message; <see langword="null"/> when it came without one.</param>
/// <param name="Queue">The queue that it was in, and goes back to when replayed.</param>
/// <param name="Type">The event's name.</param>
/// <param name="Error">The last error. When the consumers crashed over it instead of failing, the broker's reason.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstFailedAt">When the first attempt failed, if known.</param>
/// <param name="LastFailedAt">When it was given up, if known.</param>
/// <param name="TraceParent">The trace it belongs to, as W3C <c>traceparent</c>.</param>
/// <param name="Body">What it says, as text; at most the first 4096 characters.</param>
public sealed record DeadLetter(
    Guid? MessageId, string Queue, string Type, string Error, int Attempts, DateTimeOffset? FirstFailedAt, DateTimeOffset? LastFailedAt, string? TraceParent, string Body);
