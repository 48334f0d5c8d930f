using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReferenceShop.Checkout.Data;

namespace ReferenceShop.Checkout.Orders;

/// <summary>Reads and changes single orders where several may want to at the same time.</summary>
internal sealed class OrderBook(CheckoutDbContext db)
{
    private const int MaxTries = 5;

    public Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Orders.AsNoTracking().AsSingleQuery().SingleOrDefaultAsync(o => o.Id == id, cancellationToken);

    /// <summary>Another buyer's order does not exist.</summary>
    public Task<Order?> FindAsync(Guid id, string buyerId, CancellationToken cancellationToken) =>
        db.Orders.AsNoTracking().AsSingleQuery().SingleOrDefaultAsync(o => o.Id == id && o.BuyerId == buyerId, cancellationToken);

    /// <summary>False if there is an order with this id, or a live one for this cart, already.</summary>
    public async Task<bool> TryAddAsync(Order order, CancellationToken cancellationToken)
    {
        db.Orders.Add(order);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (IsUniqueViolation(e))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>
    /// Loads the order, lets <paramref name="change"/> decide on what it finds, and commits it together with the events that were published;
    /// all over again when another writer was faster.
    /// </summary>
    public async Task<Order?> ChangeAsync(Guid id, Action<Order> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            var order = await db.Orders.AsSingleQuery().SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
            if (order is null)
            {
                return null;
            }

            change(order);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return order;
            }
            catch (DbUpdateException e) when (attempt < MaxTries && IsLostRace(e))
            {
            }
        }
    }

    // Depending on which statement of the batch comes first, the slower writer misses the version or meets the faster one's history entry.
    private static bool IsLostRace(DbUpdateException e) => e is DbUpdateConcurrencyException || IsUniqueViolation(e);

    private static bool IsUniqueViolation(DbUpdateException e) =>
        e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
