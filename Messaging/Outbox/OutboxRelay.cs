using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry;
using RabbitMQ.Client.Exceptions;

namespace ReferenceShop.Messaging.Outbox;

/// <summary>
/// Moves committed events from the outbox to the broker: claim a batch, publish it, wait for the confirms, delete what was confirmed, commit. A crash
/// anywhere in between leaves the rows in the table, and the next relay publishes them again with the same ids. Runs on every replica.
/// </summary>
internal sealed class OutboxRelay<TContext>(
    IServiceScopeFactory scopes, OutboxPublisher publisher, OutboxSignal signal, MessagingTelemetry telemetry,
    IOptions<MessagingOptions> options, TimeProvider clock, ILogger<OutboxRelay<TContext>> logger)
    : BackgroundService
    where TContext : DbContext
{
    private static readonly TimeSpan s_retryHeldBack = TimeSpan.FromMilliseconds(20);
    private long _measuredAt = clock.GetTimestamp();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await DrainAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Before claiming, so that no rows are locked while the broker is away.
                await publisher.ReadyAsync(stoppingToken);
                var heldBack = await RelayAllAsync(stoppingToken);
                backoff.Reset();
                await signal.WaitAsync(heldBack ? s_retryHeldBack : options.Value.OutboxSweep, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Report(exception);
                await backoff.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The web server has stopped and so have the handlers: what they wrote last should not wait for the next start.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.StopTimeout);
        try
        {
            if (publisher.IsConnected)
            {
                await RelayAllAsync(timeout.Token);
            }
        }
        catch (Exception exception)
        {
            logger.NotDrained(exception.Message);
        }
    }

    private async Task<bool> RelayAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (published, heldBack) = await RelayBatchAsync(cancellationToken);
            if (published == 0)
            {
                return heldBack;
            }
        }
    }

    private async Task<(int Published, bool HeldBack)> RelayBatchAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        var connection = (NpgsqlConnection)database.GetDbConnection();

        // The relay's own statements are plumbing and stay out of the traces; the spans of the messages do not.
        var quiet = SuppressInstrumentationScope.Begin();
        await database.OpenConnectionAsync(cancellationToken);
        await MeasureAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (rows, heldBack) = await OutboxTable.ClaimAsync(connection, options.Value.OutboxBatch, cancellationToken);
        quiet.Dispose();
        if (rows is [])
        {
            return (0, heldBack);
        }

        // Not cancelled by a stop: the confirms are on their way, and leaving now would publish the batch twice. They have a time limit of their own.
        var batch = await publisher.PublishAsync(rows, CancellationToken.None);

        using (SuppressInstrumentationScope.Begin())
        {
            await OutboxTable.DeleteAsync(connection, batch.Confirmed);
            await OutboxTable.PostponeAsync(connection, batch.Postponed);
            await transaction.CommitAsync(CancellationToken.None);
        }

        batch.Failure?.Throw();
        return (rows.Count, heldBack);
    }

    private async Task MeasureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(_measuredAt) >= options.Value.OutboxSweep)
        {
            _measuredAt = clock.GetTimestamp();
            var (waiting, lag) = await OutboxTable.MeasureAsync(connection, cancellationToken);
            telemetry.Outbox(waiting, lag);
        }
    }

    private void Report(Exception exception)
    {
        switch (exception)
        {
            case PostgresException { SqlState: PostgresErrorCodes.UndefinedTable }:
                logger.NoTables(); // a service may start before its tables exist
                break;
            case RabbitMQClientException or TimeoutException or NpgsqlException { IsTransient: true }:
                logger.RelayInterrupted(exception.Message); // broker or database went away: the stack says nothing more
                break;
            default:
                logger.RelayFailed(exception);
                break;
        }
    }
}
