using RabbitMQ.Client;

namespace ReferenceShop.Messaging.Broker;

/// <summary>What exists on the broker. Everybody declares what he uses: declaring is idempotent, and nobody has to be first.</summary>
internal static class Topology
{
    public const string Exchange = "shop.events";

    // Dead letters are read and put back when they are listed, which counts as a delivery; newer brokers give up after 20 of those.
    private const int Unlimited = 1_000_000_000;

    public static string Queue(string service, string type) => $"{service}.{type}";

    public static string Dead(string queue) => $"{queue}.dead";

    public static string Retry(string queue, int failedAttempts) => $"{queue}.retry.{failedAttempts}";

    public static Task DeclareExchangeAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);

    /// <summary>
    /// The queue of a subscription, its dead letters, and one waiting room per pause between attempts. A message in a waiting room expires (each
    /// message carries its own time, so that the pauses can be changed without new queues) and falls back into the queue; nobody waits behind it.
    /// </summary>
    public static async Task DeclareSubscriptionAsync(IChannel channel, string queue, string type, int retries, int deliveryLimit, CancellationToken cancellationToken)
    {
        await DeclareExchangeAsync(channel, cancellationToken);
        await DeclareAsync(channel, Dead(queue), Unlimited, fallsInto: null, cancellationToken);
        for (var failed = 1; failed <= retries; failed++)
        {
            await DeclareAsync(channel, Retry(queue, failed), Unlimited, fallsInto: queue, cancellationToken);
        }

        await DeclareAsync(channel, queue, deliveryLimit, fallsInto: Dead(queue), cancellationToken);
        await channel.QueueBindAsync(queue, Exchange, type, cancellationToken: cancellationToken);
    }

    private static Task DeclareAsync(IChannel channel, string queue, int deliveryLimit, string? fallsInto, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> arguments = new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = deliveryLimit };
        if (fallsInto is not null)
        {
            arguments["x-dead-letter-exchange"] = "";
            arguments["x-dead-letter-routing-key"] = fallsInto;

            // Moving on is confirmed by the next queue, so a broker that dies in the middle loses nothing. It requires this overflow behaviour.
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
        }

        return channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
    }
}
