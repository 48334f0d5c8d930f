using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace ReferenceShop.Messaging.Tests;

[Event("tests.counted")]
internal sealed record Counted(int Number, string Of = "");

[Event("tests.echoed", AllowNoSubscriber = true)]
internal sealed record Echoed(int Number);

[Event("tests.unheard")]
internal sealed record Unheard(int Number);

internal sealed record NoEvent(int Number);

/// <summary>What a handler did to its database.</summary>
internal sealed class Effect
{
    public int Id { get; init; }

    public required int Number { get; init; }

    public string Of { get; init; } = "";
}

internal sealed class TestDb(DbContextOptions<TestDb> options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.AddInbox();
    }
}

/// <summary>What happens in the handlers of one service, and what has happened.</summary>
internal sealed class Handling
{
    public ConcurrentQueue<(Counted Message, MessageContext Context)> Attempts { get; } = [];

    public Func<TestDb, Counted, MessageContext, CancellationToken, Task> Do { get; set; } = (_, _, _, _) => Task.CompletedTask;
}

internal sealed class CountedHandler(TestDb db, Handling handling) : IHandle<Counted>
{
    public async Task HandleAsync(Counted message, MessageContext context, CancellationToken cancellationToken)
    {
        handling.Attempts.Enqueue((message, context));
        db.Effects.Add(new Effect { Number = message.Number, Of = message.Of });
        await handling.Do(db, message, context, cancellationToken);
    }
}

internal sealed class EchoedHandler(TestDb db) : IHandle<Echoed>
{
    public Task HandleAsync(Echoed message, MessageContext context, CancellationToken cancellationToken)
    {
        db.Effects.Add(new Effect { Number = message.Number, Of = "echo" });
        return Task.CompletedTask;
    }
}

internal sealed class UnheardHandler(TestDb db) : IHandle<Unheard>
{
    public Task HandleAsync(Unheard message, MessageContext context, CancellationToken cancellationToken)
    {
        db.Effects.Add(new Effect { Number = message.Number, Of = "unheard" });
        return Task.CompletedTask;
    }
}
