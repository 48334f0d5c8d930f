using Microsoft.EntityFrameworkCore;
using ReferenceShop.Checkout.Orders;
using ReferenceShop.Messaging;

namespace ReferenceShop.Checkout.Data;

// dotnet ef migrations add <Name> -p services/Checkout -o Data/Migrations
internal sealed class CheckoutDbContext(DbContextOptions<CheckoutDbContext> options) : DbContext(options)
{
    public const string ConnectionName = "checkoutdb";

    /// <summary>Where a trigger announces "id status" after each commit that changed an order or answered its buyer.</summary>
    public const string ChangesChannel = "order_changed";

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.AddInbox();
        modelBuilder.ApplyConfiguration(new OrderMapping());
    }
}
