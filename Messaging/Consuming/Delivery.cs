using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReferenceShop.Messaging.Broker;

namespace ReferenceShop.Messaging.Consuming;

/// <summary>A message as it came. The body belongs to the client library and is only valid until the delivery is dealt with.</summary>
internal sealed record Delivery(IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    private IDictionary<string, object?>? Headers => Properties.Headers;

    public static Delivery Of(BasicDeliverEventArgs args) => new(args.BasicProperties, args.Body);

    public static Delivery Of(BasicGetResult result) => new(result.BasicProperties, result.Body);

    public Guid? MessageId => Guid.TryParse(Properties.MessageId, out var id) ? id : null;

    public int FailedAttempts => Math.Clamp(MessageHeaders.Number(Headers, MessageHeaders.Attempts), 0, 1_000_000);

    public string? TraceParent => MessageHeaders.Text(Headers, MessageHeaders.TraceParent);

    public string? TraceState => MessageHeaders.Text(Headers, MessageHeaders.TraceState);

    public string? Error => MessageHeaders.Text(Headers, MessageHeaders.Error);

    public DateTimeOffset? FirstFailedAt => MessageHeaders.Time(Headers, MessageHeaders.FirstFailedAt);

    public DateTimeOffset? LastFailedAt => MessageHeaders.Time(Headers, MessageHeaders.LastFailedAt);

    public DateTimeOffset OccurredAt => MessageHeaders.Time(Headers, MessageHeaders.OccurredAt) ?? DateTimeOffset.FromUnixTimeSeconds(Properties.Timestamp.UnixTime);

    /// <summary>The same message for another queue, with some headers changed (or taken off by <see langword="null"/>).</summary>
    public BasicProperties With(params ReadOnlySpan<(string Name, object? Value)> changes)
    {
        Dictionary<string, object?> headers = Headers is null ? [] : new(Headers);
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                headers.Remove(name);
            }
            else
            {
                headers[name] = value;
            }
        }

        return new BasicProperties(Properties) { Headers = headers, DeliveryMode = DeliveryModes.Persistent, Expiration = null };
    }
}
