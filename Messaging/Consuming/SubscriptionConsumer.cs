using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReferenceShop.Messaging.Broker;

namespace ReferenceShop.Messaging.Consuming;

/// <summary>Keeps one subscription consuming: opens a channel, declares what it needs, consumes until something breaks, and begins again.</summary>
internal sealed class SubscriptionConsumer(
    Subscription subscription, MessagingOptions options, BrokerConnection connection, MessageDispatcher dispatcher, TimeProvider clock, ILogger<SubscriptionConsumer> logger)
{
    private readonly string _queue = Topology.Queue(options.Service, subscription.Type);
    private readonly InFlight _inFlight = new();

    /// <param name="stopping">Ends consuming; running handlers go on.</param>
    /// <param name="aborting">Ends the running handlers too.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var backoff = new Backoff(clock);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var broker = await connection.WaitAsync(stopping);
                await ConsumeAsync(broker, backoff.Reset, stopping, aborting);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.NotConsuming(_queue, exception.Message);
                await backoff.WaitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ConsumeAsync(IConnection broker, Action onConsuming, CancellationToken stopping, CancellationToken aborting)
    {
        // The library hands out one delivery at a time per channel unless told otherwise.
        var concurrency = (ushort)(subscription.Options.Concurrency ?? options.Concurrency);
        await using var channel = await broker.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: concurrency), stopping);
        await Topology.DeclareSubscriptionAsync(channel, _queue, subscription.Type, options.RetryDelays.Length, options.DeliveryLimit, stopping);
        subscription.MarkDeclared();
        await channel.BasicQosAsync(prefetchSize: 0, (ushort)(subscription.Options.Prefetch ?? options.Prefetch), global: false, stopping);

        // With the end of the channel the broker gives its messages to somebody else; going on with them here would only be in the way.
        using var abandoning = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, args) => End(ended, args.ReplyText);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.UnregisteredAsync += (_, _) => End(ended, "cancelled by the broker");
        consumer.ReceivedAsync += (_, args) => OnReceivedAsync(channel, args, stopping, abandoning.Token);
        var tag = await channel.BasicConsumeAsync(_queue, autoAck: false, consumer, stopping);
        onConsuming();
        logger.Consuming(_queue);

        var stop = Task.Delay(Timeout.Infinite, stopping);
        if (await Task.WhenAny(ended.Task, stop) == ended.Task)
        {
            await abandoning.CancelAsync();
            throw new InvalidOperationException(await ended.Task);
        }

        await channel.BasicCancelAsync(tag, cancellationToken: CancellationToken.None);
        await _inFlight.IdleAsync(aborting);
        await channel.CloseAsync(CancellationToken.None);
    }

    private async Task OnReceivedAsync(IChannel channel, BasicDeliverEventArgs args, CancellationToken stopping, CancellationToken abandoning)
    {
        // A delivery that nobody has begun with when the stop comes goes back to the queue as the channel closes.
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        using var running = _inFlight.Enter();
        try
        {
            await dispatcher.DispatchAsync(subscription, _queue, Delivery.Of(args), abandoning);
            await channel.BasicAckAsync(args.DeliveryTag, multiple: false, CancellationToken.None);
        }
        catch (Exception exception)
        {
            await ReturnAsync(channel, args.DeliveryTag, exception);
        }
    }

    private async Task ReturnAsync(IChannel channel, ulong deliveryTag, Exception exception)
    {
        try
        {
            await channel.BasicNackAsync(deliveryTag, multiple: false, requeue: true, CancellationToken.None);
            logger.Returned(_queue, exception.Message);
        }
        catch (Exception gone)
        {
            // With the end of its channel the message went back by itself.
            logger.TakenBack(_queue, gone.Message);
        }
    }

    private static Task End(TaskCompletionSource<string> ended, string why)
    {
        ended.TrySetResult(why);
        return Task.CompletedTask;
    }
}
