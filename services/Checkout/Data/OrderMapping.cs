using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReferenceShop.Checkout.Orders;

namespace ReferenceShop.Checkout.Data;

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders", table => table.HasCheckConstraint("ck_orders_total", "total >= 0"));
        order.HasKey(o => o.Id).HasName("pk_orders");
        order.Property(o => o.Id).HasColumnName("id").ValueGeneratedNever();
        order.Property(o => o.BuyerId).HasColumnName("buyer_id").HasMaxLength(64);
        order.Property(o => o.Style).HasColumnName("style").HasConversion<string>().HasMaxLength(16);
        order.Property(o => o.Status).HasColumnName("status").HasConversion<string>().HasMaxLength(16);
        order.Property(o => o.CartId).HasColumnName("cart_id");
        order.Property(o => o.Total).HasColumnName("total");
        order.Property(o => o.Currency).HasColumnName("currency").HasMaxLength(3);
        order.Property(o => o.PlacedAt).HasColumnName("placed_at");
        order.Property(o => o.Fingerprint).HasColumnName("fingerprint").HasMaxLength(64);
        order.Property(o => o.TraceParent).HasColumnName("trace_parent").HasMaxLength(64);
        order.Property(o => o.Reason).HasColumnName("reason").HasMaxLength(Order.MaxReason);
        order.Property(o => o.Version).HasColumnName("version").IsConcurrencyToken();
        order.Property(o => o.AttendedAt).HasColumnName("attended_at").HasDefaultValueSql("now()");
        // A request that gives up waiting and a reconciler that settles may meet: the one that comes second must see what the buyer was told.
        order.Property(o => o.AnswerStatus).HasColumnName("answer_status").IsConcurrencyToken();
        order.Property(o => o.AnswerBody).HasColumnName("answer_body");
        order.Ignore(o => o.TotalMoney);
        order.Ignore(o => o.ContractLines);

        // A cart is bought once, by the one order that holds its charge. An order that holds none, declined or paid back in full, lets the cart
        // go: the buyer shall be able to pay with another card, and a cart whose purchase was refunded before Cart heard of it keeps its id.
        order.HasIndex(o => o.CartId, "ux_orders_cart").IsUnique().HasFilter("status NOT IN ('Declined', 'Refunded')");
        order.HasIndex(o => new { o.BuyerId, o.PlacedAt }, "ix_orders_buyer").IsDescending(false, true);
        order.HasIndex(o => o.AttendedAt, "ix_orders_unsettled").HasFilter("status IN ('Pending', 'Refunding')");

        order.OwnsMany(o => o.Lines, Lines);
        order.OwnsMany(o => o.History, History);
    }

    private static void Lines(OwnedNavigationBuilder<Order, PricedLine> line)
    {
        line.ToTable("order_lines", table => table.HasCheckConstraint("ck_order_lines_quantity", "quantity > 0"));
        line.WithOwner().HasForeignKey("OrderId").HasConstraintName("fk_order_lines_order");
        line.HasKey("OrderId", nameof(PricedLine.ProductId)).HasName("pk_order_lines");
        line.Property<Guid>("OrderId").HasColumnName("order_id");
        line.Property(l => l.ProductId).HasColumnName("product_id").HasMaxLength(64);
        line.Property(l => l.Name).HasColumnName("name").HasMaxLength(200);
        line.Property(l => l.Quantity).HasColumnName("quantity");
        line.Property(l => l.UnitPrice).HasColumnName("unit_price");
        line.Ignore(l => l.Total);
    }

    private static void History(OwnedNavigationBuilder<Order, HistoryEntry> entry)
    {
        entry.ToTable("order_history");
        entry.WithOwner().HasForeignKey("OrderId").HasConstraintName("fk_order_history_order");
        entry.HasKey("OrderId", nameof(HistoryEntry.Version)).HasName("pk_order_history");
        entry.Property<Guid>("OrderId").HasColumnName("order_id");
        entry.Property(h => h.Version).HasColumnName("version").ValueGeneratedNever();
        entry.Property(h => h.Status).HasColumnName("status").HasConversion<string>().HasMaxLength(16);
        entry.Property(h => h.By).HasColumnName("by").HasMaxLength(32);
        entry.Property(h => h.At).HasColumnName("at");
    }
}
