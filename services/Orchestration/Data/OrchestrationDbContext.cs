using Microsoft.EntityFrameworkCore;
using ReferenceShop.Orchestration.Checkouts;

namespace ReferenceShop.Orchestration.Data;

// dotnet ef migrations add <Name> -p services/Orchestration -o Data/Migrations
internal sealed class OrchestrationDbContext(DbContextOptions<OrchestrationDbContext> options) : DbContext(options)
{
    public DbSet<Saga> Sagas => Set<Saga>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfiguration(new SagaMapping());
}
