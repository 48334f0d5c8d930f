using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReferenceShop.Orchestration.Checkouts;
using ReferenceShop.Orchestration.Clients;

namespace ReferenceShop.Orchestration.Data;

internal sealed class SagaMapping : IEntityTypeConfiguration<Saga>
{
    public void Configure(EntityTypeBuilder<Saga> saga)
    {
        saga.ToTable("sagas");
        saga.HasKey(s => s.OrderId).HasName("pk_sagas");
        saga.Property(s => s.OrderId).HasColumnName("order_id").ValueGeneratedNever();
        saga.Property(s => s.BuyerId).HasColumnName("buyer_id").HasMaxLength(64);
        saga.Property(s => s.Key).HasColumnName("key").HasMaxLength(255);
        saga.Property(s => s.Fingerprint).HasColumnName("fingerprint").HasMaxLength(64);
        saga.Property(s => s.PaymentToken).HasColumnName("payment_token").HasMaxLength(64);
        saga.Property(s => s.State).HasColumnName("state").HasConversion<string>().HasMaxLength(20);
        saga.Property(s => s.CartId).HasColumnName("cart_id");
        saga.Property(s => s.Lines).HasColumnName("lines").HasColumnType("jsonb").HasConversion(
            lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<IReadOnlyList<CartLine>>(json, JsonSerializerOptions.Web)!,
            // The list is replaced as a whole, never changed.
            new ValueComparer<IReadOnlyList<CartLine>>((a, b) => ReferenceEquals(a, b), lines => lines.Count, lines => lines));
        saga.Property(s => s.Reason).HasColumnName("reason").HasMaxLength(200);
        saga.Property(s => s.ProblemStatus).HasColumnName("problem_status");
        saga.Property(s => s.ProblemBody).HasColumnName("problem_body");
        saga.Property(s => s.AnswerStatus).HasColumnName("answer_status");
        saga.Property(s => s.AnswerBody).HasColumnName("answer_body");
        saga.Property(s => s.TraceParent).HasColumnName("trace_parent").HasMaxLength(64);
        saga.Property(s => s.StartedAt).HasColumnName("started_at");
        saga.Property(s => s.EndedAt).HasColumnName("ended_at");
        saga.Property(s => s.Failures).HasColumnName("failures");
        saga.Property(s => s.Version).HasColumnName("version").IsConcurrencyToken();
        saga.Property(s => s.LeaseOwner).HasColumnName("lease_owner").HasMaxLength(200);
        // A new checkout is its request's to claim; should that die first, the sweeper finds it a little later.
        saga.Property(s => s.LeaseUntil).HasColumnName("lease_until").HasDefaultValueSql("now() + interval '2 seconds'").ValueGeneratedOnAdd();

        saga.Ignore(s => s.IsTrying);

        saga.HasIndex(s => s.LeaseUntil, "ix_sagas_due").HasFilter("ended_at IS NULL");
        saga.OwnsMany(s => s.Steps, Steps);
    }

    private static void Steps(OwnedNavigationBuilder<Saga, SagaStep> step)
    {
        step.ToTable("saga_steps");
        step.WithOwner().HasForeignKey("OrderId").HasConstraintName("fk_saga_steps_saga");
        step.HasKey("OrderId", nameof(SagaStep.Name)).HasName("pk_saga_steps");
        step.Property<Guid>("OrderId").HasColumnName("order_id");
        step.Property(s => s.Name).HasColumnName("name").HasConversion<string>().HasMaxLength(20).ValueGeneratedNever();
        step.Property(s => s.Number).HasColumnName("number");
        step.Property(s => s.Attempts).HasColumnName("attempts");
        step.Property(s => s.StartedAt).HasColumnName("started_at");
        step.Property(s => s.FinishedAt).HasColumnName("finished_at");
        step.Property(s => s.Outcome).HasColumnName("outcome").HasMaxLength(20);
        step.Property(s => s.Detail).HasColumnName("detail").HasMaxLength(200);
    }
}
