using Microsoft.EntityFrameworkCore;
using ReferenceShop.PaymentProvider.Data;

namespace ReferenceShop.PaymentProvider;

/// <summary>Books lines and never changes one.</summary>
internal sealed class Ledger(BankDbContext db)
{
    // One writer at a time: numbers are then visible in the order in which they were given, so that a reader of the statement who goes on
    // `after` the last number misses no line, and two calls with one key find each other.
    private const long WriterLock = 0xba_4c;

    /// <summary>What became of a charge key: the charge, the decline or the void.</summary>
    public Task<Entry?> FindAttemptAsync(string key, CancellationToken cancellationToken) =>
        db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Key == key && e.Kind != EntryKind.Refund, cancellationToken);

    public Task<Entry?> FindRefundAsync(string key, CancellationToken cancellationToken) =>
        db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Key == key && e.Kind == EntryKind.Refund, cancellationToken);

    public Task<Entry?> FindRefundOfAsync(string chargeKey, CancellationToken cancellationToken) =>
        db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.ChargeKey == chargeKey, cancellationToken);

    /// <summary>Books the line, unless <paramref name="find"/> sees one that takes its place. It is on disk when this returns.</summary>
    public async Task<Entry> AppendAsync(Entry line, Func<CancellationToken, Task<Entry?>> find, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({WriterLock})", cancellationToken);
        if (await find(cancellationToken) is { } known)
        {
            return known;
        }

        db.Entries.Add(line);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return line;
    }
}
