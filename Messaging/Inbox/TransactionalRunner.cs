using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using ReferenceShop.Messaging.Consuming;

namespace ReferenceShop.Messaging.Inbox;

/// <summary>Inbox row, effect of the handler and outgoing outbox rows in one transaction: all of it, once.</summary>
internal sealed class TransactionalRunner<TContext>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TransactionalRunner<TContext>> logger) : HandlerRunner
    where TContext : DbContext
{
    private const int Tries = 4;

    public override async Task ReadyAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(clock);
        while (true)
        {
            try
            {
                using var quiet = SuppressInstrumentationScope.Begin();
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<TContext>().Set<InboxMessage>().AnyAsync(row => row.MessageId == Guid.Empty, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.InboxAway(exception.Message);
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    public override async Task<bool> RunAsync(Subscription subscription, string consumer, object message, MessageContext context, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TContext>();

                // When the context retries, the whole transaction is what it has to repeat. A repetition after a commit whose answer got lost finds
                // the inbox row and does nothing.
                return await db.Database.CreateExecutionStrategy().ExecuteAsync(
                    token => RunOnceAsync(scope.ServiceProvider, db, subscription, consumer, message, context, token), cancellationToken);
            }
            catch (Exception exception) when (tried < Tries && IsConflict(exception))
            {
                logger.Conflict(consumer, context.MessageId, tried);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 50 * tried)), clock, cancellationToken);
            }
        }
    }

    public override bool IsAway(Exception exception) => Causes(exception).Any(cause => cause is NpgsqlException { IsTransient: true });

    private static async Task<bool> RunOnceAsync(
        IServiceProvider services, TContext db, Subscription subscription, string consumer, object message, MessageContext context, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // A second delivery of the message at the same time waits here until the first one has committed or rolled back.
        var first = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO inbox (message_id, consumer) VALUES ({context.MessageId}, {consumer}) ON CONFLICT DO NOTHING", cancellationToken) == 1;
        if (!first)
        {
            return false;
        }

        await subscription.HandleAsync(services, message, context, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static bool IsConflict(Exception exception) => Causes(exception).Any(cause =>
        cause is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } or DbUpdateConcurrencyException);

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
