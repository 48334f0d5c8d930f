using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Aspire.Hosting.Redis;

/// <summary>PING over one connection that is kept for the next check.</summary>
internal sealed class RedisHealthCheck(Func<string?> connectionString) : IHealthCheck, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private ConnectionMultiplexer? _connection;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (connectionString() is not { } address)
        {
            return HealthCheckResult.Unhealthy("The connection string is not available yet.");
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            _connection ??= await ConnectionMultiplexer.ConnectAsync(address);
            await _connection.GetDatabase().PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _one.Dispose();
    }
}
