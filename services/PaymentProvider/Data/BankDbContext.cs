using Microsoft.EntityFrameworkCore;

namespace ReferenceShop.PaymentProvider.Data;

// dotnet ef migrations add <Name> -p services/PaymentProvider -o Data/Migrations
internal sealed class BankDbContext(DbContextOptions<BankDbContext> options) : DbContext(options)
{
    public DbSet<Entry> Entries => Set<Entry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Entry>(entry =>
    {
        entry.ToTable("entries", table => table.HasCheckConstraint("ck_entries_amount", "amount > 0 OR kind IN ('Decline', 'Void')"));
        entry.HasKey(e => e.Seq).HasName("pk_entries");
        entry.Property(e => e.Seq).HasColumnName("seq").UseIdentityAlwaysColumn();
        entry.Property(e => e.Id).HasColumnName("id");
        entry.Property(e => e.Kind).HasColumnName("kind").HasConversion<string>().HasMaxLength(16);
        entry.Property(e => e.Key).HasColumnName("key").HasMaxLength(255);
        entry.Property(e => e.ChargeKey).HasColumnName("charge_key").HasMaxLength(255);
        entry.Property(e => e.Amount).HasColumnName("amount");
        entry.Property(e => e.Currency).HasColumnName("currency").HasMaxLength(3);
        entry.Property(e => e.Reference).HasColumnName("reference").HasMaxLength(128);
        entry.Property(e => e.Fingerprint).HasColumnName("fingerprint").HasMaxLength(64);
        entry.Property(e => e.At).HasColumnName("at");

        // One fate per key: charged, declined or given up. One refund per key, and one per charge.
        entry.HasIndex(e => e.Key, "ux_entries_attempt_key").IsUnique().HasFilter("kind <> 'Refund'");
        entry.HasIndex(e => e.Key, "ux_entries_refund_key").IsUnique().HasFilter("kind = 'Refund'");
        entry.HasIndex(e => e.ChargeKey, "ux_entries_refunded_charge").IsUnique().HasFilter("kind = 'Refund'");
    });
}
