using Microsoft.EntityFrameworkCore;

namespace ReferenceShop.Messaging.Tests;

public sealed class PublishingTests(Servers servers)
{
    [Fact]
    public async Task A_committed_event_reaches_every_subscribing_service_once()
    {
        await using var publisher = await StartAsync();
        await using var one = await StartAsync(messaging => messaging.Subscribe<Counted, CountedHandler>());
        await using var other = await StartAsync(messaging => messaging.Subscribe<Counted, CountedHandler>());
        await one.UntilConsumingAsync<Counted>();
        await other.UntilConsumingAsync<Counted>();

        for (var number = 1; number <= 20; number++)
        {
            await publisher.PublishAsync(number);
        }

        foreach (var subscriber in new[] { one, other })
        {
            await Eventually.BecomesAsync(async () => (await subscriber.EffectsAsync(publisher.Name)).Count == 20, "all events arrived");
            Assert.Equal(Enumerable.Range(1, 20), (await subscriber.EffectsAsync(publisher.Name)).Order());
        }

        await Eventually.BecomesAsync(async () => await publisher.OutboxAsync() == 0, "the outbox is empty");
    }

    [Fact]
    public async Task Replicas_of_a_service_share_its_events()
    {
        var (database, name) = (await servers.CreateDatabaseAsync("replicas"), TestService.NewName());
        await using var publisher = await StartAsync();
        await using var one = await TestService.StartAsync(servers.RabbitConnectionString, database, name, messaging => messaging.Subscribe<Counted, CountedHandler>(), ("Prefetch", "1"));
        await using var other = await TestService.StartAsync(servers.RabbitConnectionString, database, name, messaging => messaging.Subscribe<Counted, CountedHandler>(), ("Prefetch", "1"));
        await one.UntilConsumingAsync<Counted>();

        await publisher.PublishAsync([.. Enumerable.Range(1, 50).Select(number => (new Counted(number, publisher.Name), (string?)null))]);

        await Eventually.BecomesAsync(async () => (await one.EffectsAsync(publisher.Name)).Count == 50, "all events arrived");
        Assert.Equal(50, one.Handling.Attempts.Count + other.Handling.Attempts.Count);
    }

    [Fact]
    public async Task A_rolled_back_transaction_publishes_nothing()
    {
        await using var service = await StartAsync(messaging => messaging.Subscribe<Counted, CountedHandler>());
        await service.UntilConsumingAsync<Counted>();

        await service.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Publish(new Counted(1, service.Name));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return true;
        });
        await service.PublishAsync(2);

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Contains(2), "the later event arrived");
        Assert.Equal([2], await service.EffectsAsync(service.Name));
    }

    [Fact]
    public async Task An_event_waits_for_the_commit_of_its_transaction()
    {
        await using var service = await StartAsync(messaging => messaging.Subscribe<Counted, CountedHandler>());
        await service.UntilConsumingAsync<Counted>();

        await service.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Publish(new Counted(1, service.Name));
            await db.SaveChangesAsync();

            await service.PublishAsync(2);
            await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count > 0, "the committed event arrived");
            Assert.Equal([2], await service.EffectsAsync(service.Name));

            await transaction.CommitAsync();
            return true;
        });

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 2, "the other one followed its commit");
    }

    [Fact]
    public async Task A_row_that_another_process_commits_is_relayed_without_waiting_for_the_sweep()
    {
        var database = await servers.CreateDatabaseAsync("notify");
        await using var relaying = await TestService.StartAsync(
            servers.RabbitConnectionString, database, listens: messaging => messaging.Subscribe<Counted, CountedHandler>(), settings: ("OutboxSweep", "00:05:00"));
        await using var writing = await TestService.CreateAsync(servers.RabbitConnectionString, database);
        await relaying.UntilConsumingAsync<Counted>();

        await writing.PublishAsync(1);

        await Eventually.BecomesAsync(async () => (await relaying.EffectsAsync(writing.Name)).Count == 1, "the notification woke the relay");
    }

    [Fact]
    public async Task An_event_without_a_bound_queue_stays_until_there_is_one()
    {
        await using var publisher = await StartAsync();

        await publisher.PublishAsync(new Unheard(1));

        await Eventually.BecomesAsync(
            () => publisher.WithDbAsync(db => db.Set<Outbox.OutboxMessage>().AnyAsync(row => row.Type == "tests.unheard" && row.Attempts > 0)), "it came back");
        await using var late = await StartAsync(messaging => messaging.Subscribe<Unheard, UnheardHandler>());
        await Eventually.BecomesAsync(async () => (await late.EffectsAsync("unheard")).Count == 1, "the subscriber got it");
        await Eventually.BecomesAsync(async () => await publisher.OutboxAsync() == 0, "the outbox is empty");
    }

    [Fact]
    public async Task An_event_that_needs_no_subscriber_leaves_the_outbox()
    {
        await using var publisher = await StartAsync();

        await publisher.PublishAsync(new Echoed(1));

        await Eventually.BecomesAsync(async () => await publisher.OutboxAsync() == 0, "the outbox is empty");
    }

    [Fact]
    public async Task Publishing_something_that_is_no_event_names_the_type()
    {
        await using var service = await TestService.CreateAsync(servers.RabbitConnectionString, await servers.CreateDatabaseAsync("noevent"));

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => service.PublishAsync(new NoEvent(1)));

        Assert.Contains(nameof(NoEvent), (exception.InnerException ?? exception).Message);
    }

    private async Task<TestService> StartAsync(Action<MessagingBuilder>? listens = null) =>
        await TestService.StartAsync(servers.RabbitConnectionString, await servers.CreateDatabaseAsync("publishing"), listens: listens);
}
