using System.Text;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using ReferenceShop.Messaging.Broker;
using ReferenceShop.Messaging.Consuming;

namespace ReferenceShop.Messaging;

/// <summary>The dead letters of this service: what could not be handled, with the reason, and the way back once the reason is gone.</summary>
public sealed class DeadLetters
{
    private const int MaxBody = 4096;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private readonly IEnumerable<Subscription> _subscriptions;
    private readonly BrokerConnection _connection;
    private readonly Publisher _publisher;
    private readonly MessagingOptions _options;
    private readonly TimeProvider _clock;

    internal DeadLetters(
        IEnumerable<Subscription> subscriptions, BrokerConnection connection, Publisher publisher, IOptions<MessagingOptions> options, TimeProvider clock)
    {
        _clock = clock;
        _subscriptions = subscriptions;
        _connection = connection;
        _publisher = publisher;
        _options = options.Value;
    }

    /// <summary>Lists dead letters of every subscription without taking them out. Letters that somebody lists or replays at this moment are not seen.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The letters, oldest first within each queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not between 1 and 1000.</exception>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        List<DeadLetter> letters = [];
        await VisitAsync(
            (queue, type, delivery) =>
            {
                letters.Add(Describe(queue, type, delivery));
                return Task.FromResult(letters.Count < limit ? Visit.Keep : Visit.KeepAndEnd);
            },
            cancellationToken);
        return letters;
    }

    /// <summary>Puts dead letters back into their queues, as if they came for the first time. The inbox still recognises one that had its effect after all.</summary>
    /// <param name="messageId">Only this one; <see langword="null"/>: all that are there now.</param>
    /// <param name="cancellationToken">Ends the replay; what is not back in its queue by then stays a dead letter.</param>
    /// <returns>How many were put back.</returns>
    public async Task<int> ReplayAsync(Guid? messageId, CancellationToken cancellationToken)
    {
        var replayed = 0;
        await VisitAsync(
            async (queue, _, delivery) =>
            {
                if (messageId is not null && delivery.MessageId != messageId)
                {
                    return Visit.Keep;
                }

                var properties = delivery.With(
                    (MessageHeaders.Attempts, null), (MessageHeaders.Error, null), (MessageHeaders.FirstFailedAt, null), (MessageHeaders.LastFailedAt, null),
                    ("x-death", null), ("x-delivery-count", null), ("x-first-death-exchange", null), ("x-first-death-queue", null), ("x-first-death-reason", null));
                if (!await _publisher.PublishAsync(exchange: "", queue, mandatory: true, properties, delivery.Body, cancellationToken))
                {
                    throw new InvalidOperationException($"The queue {queue} does not exist.");
                }

                replayed++;
                return Visit.Remove;
            },
            cancellationToken);
        return replayed;
    }

    private enum Visit
    {
        Keep,
        KeepAndEnd,
        Remove,
    }

    private async Task VisitAsync(Func<string, string, Delivery, Task<Visit>> visit, CancellationToken cancellationToken)
    {
        var broker = await _connection.OpenAsync(cancellationToken);
        await using var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var subscription in _subscriptions)
        {
            var queue = Topology.Queue(_options.Service, subscription.Type);
            await Topology.DeclareSubscriptionAsync(channel, queue, subscription.Type, _options.RetryDelays.Length, _options.DeliveryLimit, cancellationToken);
            if (!await VisitAsync(channel, queue, subscription.Type, visit, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> VisitAsync(
        IChannel channel, string queue, string type, Func<string, string, Delivery, Task<Visit>> visit, CancellationToken cancellationToken)
    {
        var dead = Topology.Dead(queue);
        var remaining = await channel.MessageCountAsync(dead, cancellationToken);
        var (lastKept, goOn) = (0ul, true);
        for (var left = remaining; left > 0 && goOn; left--)
        {
            if (await channel.BasicGetAsync(dead, autoAck: false, cancellationToken) is not { } letter)
            {
                break;
            }

            var result = await visit(queue, type, Delivery.Of(letter));
            if (result == Visit.Remove)
            {
                await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken);
                remaining--;
            }
            else
            {
                (lastKept, goOn) = (letter.DeliveryTag, result == Visit.Keep);
            }
        }

        if (lastKept > 0)
        {
            await channel.BasicNackAsync(lastKept, multiple: true, requeue: true, cancellationToken);
            await UntilBackAsync(channel, dead, remaining, cancellationToken);
        }

        return goOn;
    }

    // The broker answers before the letters are back in their places; whoever lists and then replays must find them.
    private async Task UntilBackAsync(IChannel channel, string dead, uint remaining, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        while (await channel.MessageCountAsync(dead, cancellationToken) < remaining && _clock.GetElapsedTime(started) < s_patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), _clock, cancellationToken);
        }
    }

    private static DeadLetter Describe(string queue, string type, Delivery delivery)
    {
        var body = Encoding.UTF8.GetString(delivery.Body.Span);
        return new DeadLetter(
            delivery.MessageId, queue, type, delivery.Error ?? "Delivered too often: its consumers went away without an answer.", delivery.FailedAttempts,
            delivery.FirstFailedAt, delivery.LastFailedAt, delivery.TraceParent, body.Length > MaxBody ? body[..MaxBody] : body);
    }
}
