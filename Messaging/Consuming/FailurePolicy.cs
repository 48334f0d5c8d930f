using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReferenceShop.Messaging.Broker;

namespace ReferenceShop.Messaging.Consuming;

/// <summary>What becomes of a message that could not be handled: a waiting room, and after the last attempt the dead letters.</summary>
internal sealed class FailurePolicy(Publisher publisher, IOptions<MessagingOptions> options, MessagingTelemetry telemetry, TimeProvider clock, ILogger<FailurePolicy> logger)
{
    public static readonly TimeSpan[] DefaultDelays =
        [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    private const int MaxErrorLength = 1000;

    public int Retries => options.Value.RetryDelays.Length;

    /// <summary>Returns when the broker has the message in its next place; only then may the delivery be acknowledged.</summary>
    public async Task FailedAsync(string queue, Subscription subscription, Delivery delivery, Exception error, CancellationToken cancellationToken)
    {
        var failed = delivery.FailedAttempts + 1;
        if (failed > Retries)
        {
            await BuryAsync(queue, subscription, delivery, failed, $"{error.GetType().Name}: {error.Message}", cancellationToken);
            return;
        }

        var delay = options.Value.RetryDelays[failed - 1];
        logger.AttemptFailed(queue, delivery.MessageId, failed, delay.TotalMilliseconds, error);
        var properties = delivery.With((MessageHeaders.Attempts, failed), (MessageHeaders.FirstFailedAt, FirstFailure(delivery)));
        properties.Expiration = ((long)Math.Ceiling(delay.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);
        await MoveAsync(Topology.Retry(queue, failed), delivery, properties, cancellationToken);
    }

    /// <summary>Gives the message up.</summary>
    public async Task BuryAsync(string queue, Subscription subscription, Delivery delivery, int attempts, string error, CancellationToken cancellationToken)
    {
        logger.DeadLetter(queue, delivery.MessageId, attempts, error);
        telemetry.Dead(subscription.Type);
        var properties = delivery.With(
            (MessageHeaders.Attempts, attempts),
            (MessageHeaders.Error, error.Length > MaxErrorLength ? error[..MaxErrorLength] : error),
            (MessageHeaders.FirstFailedAt, FirstFailure(delivery)),
            (MessageHeaders.LastFailedAt, MessageHeaders.Write(clock.GetUtcNow())));
        await MoveAsync(Topology.Dead(queue), delivery, properties, cancellationToken);
    }

    private string FirstFailure(Delivery delivery) => MessageHeaders.Write(delivery.FirstFailedAt ?? clock.GetUtcNow());

    private async Task MoveAsync(string queue, Delivery delivery, RabbitMQ.Client.BasicProperties properties, CancellationToken cancellationToken)
    {
        if (!await publisher.PublishAsync(exchange: "", queue, mandatory: true, properties, delivery.Body, cancellationToken))
        {
            throw new InvalidOperationException($"The queue {queue} does not exist.");
        }
    }
}
