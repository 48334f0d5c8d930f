using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ReferenceShop.Messaging.Inbox;
using ReferenceShop.Messaging.Outbox;

namespace ReferenceShop.Messaging;

/// <summary>Maps the tables of Messaging into the model of a service, so that the service's own migrations create them.</summary>
public static class MessagingModel
{
    /// <summary>Maps the table <c>outbox</c>.</summary>
    /// <param name="model">The model being built.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddOutbox(this ModelBuilder model) => model.Entity<OutboxMessage>(outbox =>
    {
        outbox.ToTable(OutboxMessage.Table);
        outbox.HasKey(message => message.Id);
        outbox.Property(message => message.Id).HasColumnName("id").ValueGeneratedNever();
        outbox.Property(message => message.Sequence).HasColumnName("sequence").UseIdentityAlwaysColumn();
        outbox.Property(message => message.Type).HasColumnName("type").HasMaxLength(100);
        outbox.Property(message => message.Body).HasColumnName("body").HasColumnType("text");
        outbox.Property(message => message.Aggregate).HasColumnName("aggregate").HasMaxLength(100);
        outbox.Property(message => message.Mandatory).HasColumnName("mandatory");
        outbox.Property(message => message.TraceParent).HasColumnName("trace_parent").HasMaxLength(64);
        outbox.Property(message => message.TraceState).HasColumnName("trace_state").HasMaxLength(512);
        outbox.Property(message => message.OccurredAt).HasColumnName("occurred_at").HasDefaultValueSql("now()");
        outbox.Property(message => message.Attempts).HasColumnName("attempts").HasDefaultValue(0);
        outbox.Property(message => message.NextAttemptAt).HasColumnName("next_attempt_at").HasDefaultValueSql("now()");

        // Writing a row wakes the relays of all replicas when, and only when, its transaction commits. As the default of a column the
        // notification needs no trigger in every service's migrations and no round trip of its own.
        var wake = outbox.Property<string>("Wake").HasColumnName("wake").HasDefaultValueSql($"pg_notify('{OutboxMessage.Channel}', '')::text").Metadata;
        wake.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);

        outbox.HasIndex(message => message.Sequence).IsUnique().HasDatabaseName("ix_outbox_sequence");
        outbox.HasIndex(message => new { message.Aggregate, message.Sequence }).HasDatabaseName("ix_outbox_aggregate_sequence");
    });

    /// <summary>Maps the table <c>inbox</c>.</summary>
    /// <param name="model">The model being built.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddInbox(this ModelBuilder model) => model.Entity<InboxMessage>(inbox =>
    {
        inbox.ToTable(InboxMessage.Table);
        inbox.HasKey(message => new { message.MessageId, message.Consumer });
        inbox.Property(message => message.MessageId).HasColumnName("message_id");
        inbox.Property(message => message.Consumer).HasColumnName("consumer").HasMaxLength(200);
        inbox.Property(message => message.HandledAt).HasColumnName("handled_at").HasDefaultValueSql("now()");
        inbox.HasIndex(message => message.HandledAt).HasDatabaseName("ix_inbox_handled_at");
    });
}
