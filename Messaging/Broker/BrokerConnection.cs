using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReferenceShop.Messaging.Broker;

/// <summary>
/// A connection that is opened when it is needed and opened again when it was lost. Publishing and consuming have one each: a broker short of memory
/// or disk stops reading from connections that publish, and acknowledgements must still get through then.
/// </summary>
internal sealed class BrokerConnection(
    IConnectionFactory factory, string purpose, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<BrokerConnection> logger) : IAsyncDisposable
{
    public const string ForPublishing = "publish";
    public const string ForConsuming = "consume";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;

    public bool IsOpen => Volatile.Read(ref _connection) is { IsOpen: true };

    /// <summary>Tries once.</summary>
    public async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true })
            {
                return _connection;
            }

            await CloseAsync();
            _connection = await factory.CreateConnectionAsync($"{options.Value.Service}/{purpose}", cancellationToken);
            _connection.ConnectionShutdownAsync += OnShutdownAsync;
            logger.Connected(purpose, _connection.Endpoint.HostName, _connection.Endpoint.Port);
            return _connection;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Tries until it succeeds; says so once, not every time.</summary>
    public async Task<IConnection> WaitAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(clock);
        while (true)
        {
            try
            {
                return await OpenAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (backoff.Attempts == 0)
                {
                    logger.BrokerAway(purpose, exception.Message);
                }

                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        if (reason.Initiator != ShutdownInitiator.Application)
        {
            logger.ConnectionLost(purpose, reason.ReplyText);
        }

        return Task.CompletedTask;
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
