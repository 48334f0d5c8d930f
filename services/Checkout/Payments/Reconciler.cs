using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ReferenceShop.Checkout.Data;
using ReferenceShop.Checkout.Orders;

namespace ReferenceShop.Checkout.Payments;

/// <summary>
/// Takes up the orders that nobody works on any more: after a crash, after a bank that did not answer, and after an event that asked for a
/// refund. Every replica runs one; claiming keeps them apart.
/// </summary>
internal sealed class Reconciler(
    IServiceScopeFactory scopes, OrderChanges changes, IOptions<CheckoutOptions> options, ILogger<Reconciler> logger) : BackgroundService
{
    private const int BatchSize = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var refunds = changes.WatchStatus(OrderStatus.Refunding);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RunOnceAsync(stoppingToken) == BatchSize)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ReconcilerFailed(e);
            }

            await refunds.WaitAsync(options.Value.ReconcileInterval, stoppingToken);
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(cancellationToken);
        await Parallel.ForEachAsync(claimed, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, TakeUpAsync);
        return claimed.Count;
    }

    // A claim is a note of the time, by the clock of the database that all replicas share: the order is left alone for ReconcileAfter.
    private async Task<List<Guid>> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CheckoutDbContext>();
        return await db.Database.SqlQuery<Guid>(
            $"""
            UPDATE orders SET attended_at = now()
            WHERE id IN (
                SELECT id FROM orders
                WHERE status IN ('Pending', 'Refunding') AND (attended_at IS NULL OR attended_at < now() - {options.Value.ReconcileAfter})
                ORDER BY attended_at NULLS FIRST LIMIT {BatchSize} FOR UPDATE SKIP LOCKED)
            RETURNING id
            """).ToListAsync(cancellationToken);
    }

    private async ValueTask TakeUpAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var settlement = services.GetRequiredService<Settlement>();
        try
        {
            var found = await services.GetRequiredService<OrderBook>().FindAsync(id, cancellationToken);
            using var activity = CheckoutTelemetry.Source.StartActivity("order taken up", ActivityKind.Internal, found?.TraceParent);
            switch (found)
            {
                case { Status: OrderStatus.Pending }:
                    logger.AskingBank(id);
                    var outcome = await services.GetRequiredService<PaymentProviderClient>().AskAsync(id, cancellationToken);
                    if (outcome is not ChargeOutcome.Unknown)
                    {
                        await settlement.SettleAsync(id, outcome, cancellationToken);
                    }

                    break;
                case { Status: OrderStatus.Refunding } order:
                    await settlement.FinishRefundAsync(order, cancellationToken);
                    break;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // It stays claimed for a while and comes round again; the others go on.
            logger.OrderNotReconciled(id, e);
        }
    }
}
