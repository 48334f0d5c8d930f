using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using ReferenceShop.Orchestration.Data;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>Keeps checkouts, and sees to it that each has one owner at a time. All leases run by the clock of the database.</summary>
internal sealed class SagaStore(OrchestrationDbContext db, IOptions<OrchestrationOptions> options)
{
    private static readonly string s_owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    public Task<Saga?> FindAsync(Guid orderId, CancellationToken cancellationToken) =>
        db.Sagas.AsNoTracking().SingleOrDefaultAsync(s => s.OrderId == orderId, cancellationToken);

    /// <summary>The checkout with this id, which is the given one if there was none.</summary>
    public async Task<Saga> FindOrAddAsync(Saga saga, CancellationToken cancellationToken)
    {
        if (await FindAsync(saga.OrderId, cancellationToken) is { } known)
        {
            return known;
        }

        db.Sagas.Add(saga);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return saga;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return (await FindAsync(saga.OrderId, cancellationToken))!;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Becomes the owner for the length of a lease. Null if the checkout is over or has an owner.</summary>
    public async Task<Saga?> ClaimAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var claimed = await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE sagas SET lease_owner = {s_owner}, lease_until = now() + {options.Value.Lease}, version = version + 1
            WHERE order_id = {orderId} AND ended_at IS NULL AND (lease_owner IS NULL OR lease_until < now())
            """, cancellationToken);
        return claimed == 0 ? null : await db.Sagas.SingleAsync(s => s.OrderId == orderId, cancellationToken);
    }

    /// <summary>Commits a step. Fails with <see cref="DbUpdateConcurrencyException"/> when the lease has gone to somebody else.</summary>
    public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);

    /// <summary>Gives the checkout back; it is due again after <paramref name="pause"/>.</summary>
    public Task ReleaseAsync(Saga saga, TimeSpan pause, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"UPDATE sagas SET lease_owner = NULL, lease_until = now() + {pause} WHERE order_id = {saga.OrderId} AND version = {saga.Version}",
        cancellationToken);

    /// <summary>Checkouts without an owner whose time has come, those that wait longest first.</summary>
    public Task<List<Guid>> FindDueAsync(int limit, CancellationToken cancellationToken) => db.Database.SqlQuery<Guid>(
        $"SELECT order_id FROM sagas WHERE ended_at IS NULL AND lease_until < now() ORDER BY lease_until LIMIT {limit}").ToListAsync(cancellationToken);

    /// <summary>The answer that counts: this one, or the one that was given before.</summary>
    public async Task<Answer> RememberAsync(Guid orderId, Answer answer, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"UPDATE sagas SET answer_status = {answer.Status}, answer_body = {answer.Body} WHERE order_id = {orderId} AND answer_status IS NULL",
            cancellationToken);
        return Answer.Remembered((await FindAsync(orderId, cancellationToken))!) ?? answer;
    }

    /// <summary>Changes a checkout that nobody owns. False if somebody was faster.</summary>
    public async Task<bool> TryChangeAsync(Saga seen, Action<Saga> change, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var saga = await db.Sagas.SingleAsync(s => s.OrderId == seen.OrderId, cancellationToken);
        if (saga.Version != seen.Version || saga.LeaseOwner is not null || saga.AnswerStatus is not null)
        {
            return false;
        }

        change(saga);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
