using Microsoft.EntityFrameworkCore;

namespace ReferenceShop.Products.Data;

/// <summary>
/// Adds what is missing from <c>catalogue.json</c>, each product with its first delivery. One statement, so that two replicas that start
/// together, or one that starts again, add everything once. What exists already keeps its price and stock.
/// </summary>
public static class ProductsSeed
{
    public static async Task RunAsync(ProductsDbContext db, CancellationToken cancellationToken)
    {
        await using var stream = typeof(ProductsSeed).Assembly.GetManifestResourceStream("catalogue.json")
            ?? throw new InvalidOperationException("catalogue.json is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        var catalogue = await reader.ReadToEndAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH added AS (
                INSERT INTO products (id, name, description, category, price_amount, currency, stock)
                SELECT id, name, description, category, price, 'EUR', stock
                FROM jsonb_to_recordset({catalogue}::jsonb) AS c(id text, name text, description text, category text, price bigint, stock int)
                ORDER BY id
                ON CONFLICT (id) DO NOTHING
                RETURNING id, stock)
            INSERT INTO stock_moves (product_id, quantity, kind, moved_at)
            SELECT id, stock, 'Delivery', now() FROM added
            """,
            cancellationToken);
    }
}
