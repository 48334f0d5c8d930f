using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Aspire.Hosting.RabbitMQ;

/// <summary>Opens a connection once, and then asks whether it is still open; it recovers by itself.</summary>
internal sealed class RabbitMQHealthCheck(Func<string?> connectionString) : IHealthCheck, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private IConnection? _connection;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (connectionString() is not { } address)
        {
            return HealthCheckResult.Unhealthy("The connection string is not available yet.");
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            _connection ??= await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync("health", cancellationToken);
            return _connection.IsOpen ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The connection is closed: {_connection.CloseReason}");
        }
        catch (BrokerUnreachableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }
}
