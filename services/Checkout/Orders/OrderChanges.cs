using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenTelemetry;
using ReferenceShop.Checkout.Data;

namespace ReferenceShop.Checkout.Orders;

/// <summary>
/// Says when an order has changed, on whichever replica that happened: the database announces every commit on a channel, and each process
/// listens on one connection for all who wait.
/// </summary>
internal sealed class OrderChanges(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OrderChanges> logger) : BackgroundService
{
    private static readonly TimeSpan s_reconnectDelay = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Watch, Func<Guid, string, bool>> _watches = new();

    /// <summary>Watches one order. Start watching before reading the state, or a change in between is missed.</summary>
    public Watch WatchOrder(Guid id) => Add((changed, _) => changed == id);

    public Watch WatchStatus(OrderStatus status)
    {
        var name = status.ToString();
        return Add((_, changed) => changed == name);
    }

    private Watch Add(Func<Guid, string, bool> concerns)
    {
        var watch = new Watch(clock, w => _watches.TryRemove(w, out _));
        _watches[watch] = concerns;
        return watch;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ListenerLost(e.Message);
                await Task.Delay(s_reconnectDelay, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        // Without this, every wait would show up as a trace of its own.
        using var quiet = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CheckoutDbContext>().Database;
        await database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)database.GetDbConnection();
        connection.Notification += (_, notification) => Announce(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {CheckoutDbContext.ChangesChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // Whatever happened while nobody listened: everyone looks again.
        foreach (var watch in _watches.Keys)
        {
            watch.Wake();
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    // For example "0b8f6a52-5f0e-8f5c-9b1c-6f2f6c6a3d10 Paid".
    private void Announce(string payload)
    {
        if (payload.Split(' ') is not [var text, var status] || !Guid.TryParse(text, out var id))
        {
            return;
        }

        foreach (var (watch, concerns) in _watches)
        {
            if (concerns(id, status))
            {
                watch.Wake();
            }
        }
    }
}
