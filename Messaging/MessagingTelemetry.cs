using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ReferenceShop.Messaging;

/// <summary>The spans and instruments of messaging. Attribute names follow OpenTelemetry's conventions for messaging.</summary>
internal sealed class MessagingTelemetry
{
    public const string Name = "ReferenceShop.Messaging";
    private static readonly ActivitySource s_source = new(Name);

    private readonly Counter<long> _relayed;
    private readonly Counter<long> _unroutable;
    private readonly Counter<long> _handled;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _dead;
    private readonly Histogram<double> _duration;
    private double _lag;
    private long _waiting;

    public MessagingTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _relayed = meter.CreateCounter<long>("shop.messaging.relayed", "{message}", "Outbox rows that the broker confirmed.");
        _unroutable = meter.CreateCounter<long>("shop.messaging.unroutable", "{message}", "Messages that came back because no queue is bound for them.");
        _handled = meter.CreateCounter<long>("shop.messaging.handled", "{message}", "Messages that a handler finished, or that were recognised as duplicates.");
        _failed = meter.CreateCounter<long>("shop.messaging.failed_attempts", "{attempt}", "Attempts of a handler that threw.");
        _dead = meter.CreateCounter<long>("shop.messaging.dead_letters", "{message}", "Messages that were given up.");
        _duration = meter.CreateHistogram<double>("shop.messaging.handler.duration", "s", "How long an attempt took, transaction included.");
        meter.CreateObservableGauge("shop.messaging.outbox.lag", () => Volatile.Read(ref _lag), "s", "Age of the oldest row in the outbox.");
        meter.CreateObservableGauge("shop.messaging.outbox.waiting", () => Volatile.Read(ref _waiting), "{message}", "Rows in the outbox.");
    }

    /// <summary>A span for publishing, in the trace of the request that wrote the event.</summary>
    public static Activity? StartSend(string exchange, string type, Guid messageId, string? traceParent, string? traceState) =>
        Start($"send {type}", ActivityKind.Producer, traceParent, traceState)?
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.destination.name", exchange)
            .SetTag("messaging.rabbitmq.destination.routing_key", type)
            .SetTag("messaging.message.id", messageId.ToString());

    /// <summary>A span for one attempt to handle a message. It continues the trace instead of linking to it, so that a purchase is one trace.</summary>
    public static Activity? StartProcess(string queue, string type, Guid messageId, int attempt, string? traceParent, string? traceState) =>
        Start($"process {type}", ActivityKind.Consumer, traceParent, traceState)?
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", queue)
            .SetTag("messaging.rabbitmq.destination.routing_key", type)
            .SetTag("messaging.message.id", messageId.ToString())
            .SetTag("shop.messaging.attempt", attempt);

    public void Relayed(string type) => _relayed.Add(1, Type(type));

    public void Unroutable(string type) => _unroutable.Add(1, Type(type));

    public void Handled(string type, bool duplicate, TimeSpan duration)
    {
        _handled.Add(1, Type(type), new("shop.messaging.outcome", duplicate ? "duplicate" : "handled"));
        _duration.Record(duration.TotalSeconds, Type(type));
    }

    public void Failed(string type, TimeSpan duration)
    {
        _failed.Add(1, Type(type));
        _duration.Record(duration.TotalSeconds, Type(type));
    }

    public void Dead(string type) => _dead.Add(1, Type(type));

    public void Outbox(long waiting, double lagSeconds)
    {
        Volatile.Write(ref _waiting, waiting);
        Volatile.Write(ref _lag, lagSeconds);
    }

    private static Activity? Start(string name, ActivityKind kind, string? traceParent, string? traceState)
    {
        var parent = ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var context) ? context : default;
        return s_source.StartActivity(name, kind, parent)?.SetTag("messaging.system", "rabbitmq");
    }

    private static KeyValuePair<string, object?> Type(string type) => new("messaging.rabbitmq.destination.routing_key", type);
}
