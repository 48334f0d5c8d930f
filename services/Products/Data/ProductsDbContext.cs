using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using ReferenceShop.Messaging;

namespace ReferenceShop.Products.Data;

/// <summary>Add a migration with: <c>dotnet ef migrations add NAME -p services/Products -o Data/Migrations</c>.</summary>
public sealed class ProductsDbContext(DbContextOptions<ProductsDbContext> options) : DbContext(options)
{
    /// <summary>A column that exists only in the database, so that a search can use one index.</summary>
    public const string SearchText = nameof(SearchText);

    public DbSet<Product> Products => Set<Product>();

    public DbSet<StockTake> StockTakes => Set<StockTake>();

    public DbSet<StockMove> StockMoves => Set<StockMove>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.AddInbox();

        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<Product>(product =>
        {
            product.ToTable("products", table => table.HasCheckConstraint("stock_is_not_negative", "stock >= 0"));
            product.HasKey(p => p.Id);
            product.Property(p => p.Id).HasColumnName("id").HasMaxLength(Product.MaxIdLength);
            product.Property(p => p.Name).HasColumnName("name").HasMaxLength(100);
            product.Property(p => p.Description).HasColumnName("description").HasMaxLength(500);
            product.Property(p => p.Category).HasColumnName("category").HasMaxLength(100);
            product.Property(p => p.PriceAmount).HasColumnName("price_amount");
            product.Property(p => p.Currency).HasColumnName("currency").HasMaxLength(3).IsFixedLength();
            product.Property(p => p.Stock).HasColumnName("stock");
            product.Property<string>(SearchText).HasColumnName("search_text")
                .HasComputedColumnSql("name || ' ' || category || ' ' || description", stored: true);
            product.HasIndex(SearchText).HasDatabaseName("ix_products_search").HasMethod("gin").HasOperators("gin_trgm_ops");
            product.HasIndex(p => new { p.Name, p.Id }).HasDatabaseName("ix_products_name");
            product.HasIndex(p => new { p.Category, p.Name, p.Id }).HasDatabaseName("ix_products_category");
        });
        modelBuilder.Entity<StockTake>(take =>
        {
            take.ToTable("stock_takes");
            take.HasKey(t => t.OrderId);
            take.Property(t => t.OrderId).HasColumnName("order_id").ValueGeneratedNever();
            take.Property(t => t.Outcome).HasColumnName("outcome").HasConversion<string>().HasMaxLength(10);
            take.Property(t => t.Short).HasColumnName("short").HasColumnType("jsonb").HasConversion(
                list => JsonSerializer.Serialize(list, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<Shortage>>(json, JsonSerializerOptions.Web) ?? new List<Shortage>(),
                ValueComparer.CreateDefault<IReadOnlyList<Shortage>>(favorStructuralComparisons: false));
            take.Property(t => t.DecidedAt).HasColumnName("decided_at");
        });
        modelBuilder.Entity<StockMove>(move =>
        {
            move.ToTable("stock_moves");
            move.Property(m => m.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            move.Property(m => m.ProductId).HasColumnName("product_id").HasMaxLength(Product.MaxIdLength);
            move.Property(m => m.Quantity).HasColumnName("quantity");
            move.Property(m => m.Kind).HasColumnName("kind").HasConversion<string>().HasMaxLength(10);
            move.Property(m => m.OrderId).HasColumnName("order_id");
            move.Property(m => m.MovedAt).HasColumnName("moved_at");
            move.HasOne<Product>().WithMany().HasForeignKey(m => m.ProductId).OnDelete(DeleteBehavior.Restrict);
            move.HasIndex(m => new { m.OrderId, m.ProductId }).HasDatabaseName("ux_stock_moves_order_product").IsUnique();
        });
    }
}
