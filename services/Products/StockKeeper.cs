using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferenceShop.Products.Data;

namespace ReferenceShop.Products;

/// <summary>Takes an order's stock: all lines or none, once per order. Runs in the caller's transaction.</summary>
public sealed class StockKeeper(ProductsDbContext db, TimeProvider clock, ILogger<StockKeeper> logger)
{
    public async Task<StockTake> TakeAsync(Guid orderId, IEnumerable<StockLine> lines, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Stock is taken in a transaction of the caller.");
        }

        // The row is the lock for the order: a second request for it waits here until the first has committed, and then finds the answer.
        var now = clock.GetUtcNow();
        var first = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO stock_takes (order_id, outcome, short, decided_at) VALUES ({orderId}, 'Taken', '[]', {now}) ON CONFLICT (order_id) DO NOTHING",
            cancellationToken);
        if (first == 0)
        {
            return await db.StockTakes.AsNoTracking().SingleAsync(take => take.OrderId == orderId, cancellationToken);
        }

        var wanted = lines.GroupBy(line => line.ProductId, line => line.Quantity)
            .Select(group => (ProductId: group.Key, Quantity: Total(group)))
            .ToList();
        var missing = await LockAndFindMissingAsync(wanted, cancellationToken);
        if (missing.Count == 0)
        {
            await MoveAsync(orderId, wanted, now, cancellationToken);
            Log.StockTaken(logger, orderId, wanted.Count);
            return new StockTake { OrderId = orderId, Outcome = StockOutcome.Taken, Short = [], DecidedAt = now };
        }

        var json = JsonSerializer.Serialize(missing, JsonSerializerOptions.Web);
        await db.Database.ExecuteSqlAsync(
            $"UPDATE stock_takes SET outcome = 'Short', short = {json}::jsonb WHERE order_id = {orderId}", cancellationToken);
        Log.StockShort(logger, orderId, missing.Count);
        return new StockTake { OrderId = orderId, Outcome = StockOutcome.Short, Short = missing, DecidedAt = now };
    }

    // Locking in the order of the ids keeps two orders for the same products from waiting for each other in a circle.
    private async Task<List<Shortage>> LockAndFindMissingAsync(List<(string ProductId, int Quantity)> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(line => line.ProductId).ToArray();
        var rows = await db.Database
            .SqlQuery<Available>($"""SELECT id AS "ProductId", stock AS "Pieces" FROM products WHERE id = ANY({ids}) ORDER BY id FOR UPDATE""")
            .ToListAsync(cancellationToken);
        var available = rows.ToDictionary(row => row.ProductId, row => row.Pieces);
        return [.. wanted
            .Select(line => new Shortage(line.ProductId, line.Quantity, available.GetValueOrDefault(line.ProductId)))
            .Where(line => line.Available < line.Wanted)];
    }

    private async Task MoveAsync(Guid orderId, List<(string ProductId, int Quantity)> wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(line => line.ProductId).ToArray();
        var quantities = wanted.Select(line => line.Quantity).ToArray();
        var moved = await db.Database.ExecuteSqlAsync(
            $"""
            WITH taken AS (
                UPDATE products SET stock = stock - wanted.quantity
                FROM unnest({ids}, {quantities}) AS wanted(product_id, quantity)
                WHERE products.id = wanted.product_id AND products.stock >= wanted.quantity
                RETURNING products.id, wanted.quantity)
            INSERT INTO stock_moves (product_id, quantity, kind, order_id, moved_at)
            SELECT id, -quantity, 'Sale', {orderId}, {now} FROM taken
            """,
            cancellationToken);
        if (moved != wanted.Count)
        {
            throw new InvalidOperationException($"Took {moved} of {wanted.Count} lines of order {orderId}: the stock changed under a lock.");
        }
    }

    // A quantity below 1 would put stock in; a sum that overflows would too.
    private static int Total(IEnumerable<int> quantities) => quantities.Aggregate(
        seed: 0,
        (total, quantity) => quantity > 0 ? checked(total + quantity) : throw new ArgumentOutOfRangeException(nameof(quantities), quantity, "A line has no pieces."));

    private sealed record Available(string ProductId, int Pieces);
}
