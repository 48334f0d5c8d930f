using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReferenceShop.Messaging.Broker;

/// <summary>Publishes and waits for the broker to say that the message is safe. All publishing of a service goes over this one channel.</summary>
internal sealed class Publisher(
    [FromKeyedServices(BrokerConnection.ForPublishing)] BrokerConnection connection, IOptions<MessagingOptions> options) : IAsyncDisposable
{
    // No limiter for outstanding confirms: the library's throttling one adds delays of up to a second as its limit comes near, which leaves about
    // as many messages per second as the limit says. Callers bound what they send at once.
    private static readonly CreateChannelOptions s_confirming =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IChannel? _channel;

    public bool IsConnected => connection.IsOpen;

    /// <summary>Waits until the broker is there.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await connection.WaitAsync(cancellationToken);
        await ChannelAsync(cancellationToken);
    }

    /// <summary>Publishes one message.</summary>
    /// <returns><see langword="false"/> when it was mandatory and no queue took it.</returns>
    /// <exception cref="Exception">The broker refused it or did not confirm in time; it may or may not have it.</exception>
    public async Task<bool> PublishAsync(
        string exchange, string routingKey, bool mandatory, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.ConfirmTimeout);
        IChannel? channel = null;
        try
        {
            channel = await ChannelAsync(timeout.Token);
            await channel.BasicPublishAsync(exchange, routingKey, mandatory, properties, body, timeout.Token);
            return true;
        }
        catch (PublishException exception) when (exception.IsReturn)
        {
            return false;
        }
        catch (Exception exception) when (exception is not PublishException)
        {
            await RetireAsync(channel);
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The broker did not confirm within {options.Value.ConfirmTimeout}.", exception);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
        {
            await _channel.DisposeAsync();
        }

        _gate.Dispose();
    }

    /// <summary>
    /// Confirms are matched with messages by counting, here and at the broker. A publish that breaks off while others wait can put the client's count
    /// out of step, and the confirm of one message could then be taken for another's. So the channel is not used again; what was under way on it fails,
    /// and is published again.
    /// </summary>
    private async Task RetireAsync(IChannel? broken)
    {
        if (broken is null || Interlocked.CompareExchange(ref _channel, null, broken) != broken)
        {
            return;
        }

        try
        {
            await broken.DisposeAsync();
        }
        catch (Exception)
        {
            // Its connection has gone, and it with it.
        }
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _channel) is { IsOpen: true } open)
        {
            return open;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true } opened)
            {
                return opened;
            }

            if (Interlocked.Exchange(ref _channel, null) is { } closed)
            {
                await closed.DisposeAsync();
            }

            var broker = await connection.OpenAsync(cancellationToken);
            var channel = await broker.CreateChannelAsync(s_confirming, cancellationToken);
            await Topology.DeclareExchangeAsync(channel, cancellationToken);
            return _channel = channel;
        }
        finally
        {
            _gate.Release();
        }
    }
}
