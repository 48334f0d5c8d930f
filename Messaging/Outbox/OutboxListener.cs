using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;

namespace ReferenceShop.Messaging.Outbox;

/// <summary>Holds one database connection that hears of committed outbox rows, whichever replica wrote them, and wakes the relay.</summary>
internal sealed class OutboxListener<TContext>(IServiceScopeFactory scopes, OutboxSignal signal, TimeProvider clock, ILogger<OutboxListener<TContext>> logger)
    : BackgroundService
    where TContext : DbContext
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(backoff.Reset, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.NotListening(exception.Message);
                await backoff.WaitAsync(stoppingToken);
            }
        }
    }

    private async Task ListenAsync(Action onConnected, CancellationToken cancellationToken)
    {
        // Listening is plumbing: without this, every wait would show up as a trace of its own.
        using var quiet = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        await database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)database.GetDbConnection();
        connection.Notification += (_, _) => signal.Set();
        await using (var listen = new NpgsqlCommand($"LISTEN {OutboxMessage.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        onConnected();
        signal.Set(); // for what was committed while nobody listened
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }
}
