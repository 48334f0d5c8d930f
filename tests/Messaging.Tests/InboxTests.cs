using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.Messaging.Inbox;

namespace ReferenceShop.Messaging.Tests;

public sealed class InboxTests(Servers servers)
{
    [Fact]
    public async Task A_message_that_comes_ten_times_to_two_replicas_has_one_effect()
    {
        var (database, name) = (await servers.CreateDatabaseAsync("duplicates"), TestService.NewName());
        await using var one = await TestService.StartAsync(servers.RabbitConnectionString, database, name, messaging => messaging.Subscribe<Counted, CountedHandler>());
        await using var other = await TestService.StartAsync(servers.RabbitConnectionString, database, name, messaging => messaging.Subscribe<Counted, CountedHandler>());
        await one.UntilConsumingAsync<Counted>();
        one.Handling.Do = other.Handling.Do = (_, _, _, token) => Task.Delay(20, token);
        using var handled = new HandledCounter();
        var ids = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToList();

        await Task.WhenAll(ids.Select((id, number) => one.SendAsync(id, new Counted(number), times: 10)));

        await Eventually.BecomesAsync(() => handled.Count == 100, "all deliveries were dealt with");
        Assert.Equal(90, handled.Duplicates);
        Assert.Equal(Enumerable.Range(0, 10), (await one.EffectsAsync()).Order());
        Assert.Equal(10, await one.InboxAsync());
    }

    [Fact]
    public async Task A_failed_attempt_leaves_nothing_behind_and_the_next_one_succeeds()
    {
        await using var service = await StartAsync();
        service.Handling.Do = async (db, _, context, token) =>
        {
            db.Publish(new Echoed(context.Attempt));
            await db.SaveChangesAsync(token);
            if (context.Attempt == 1)
            {
                throw new InvalidOperationException("not yet");
            }
        };

        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        await service.PublishAsync(7);

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync("echo")).Count > 0, "the second attempt's event arrived");
        Assert.Equal([7], await service.EffectsAsync(service.Name));
        Assert.Equal([2], await service.EffectsAsync("echo"));
        Assert.Equal([1, 2], service.Handling.Attempts.Select(attempt => attempt.Context.Attempt));
        Assert.Single(service.Handling.Attempts.Select(attempt => attempt.Context.MessageId).Distinct());
        Assert.All(service.Handling.Attempts, attempt => Assert.InRange(attempt.Context.OccurredAt, before, DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Fact]
    public async Task A_deadlock_or_serialization_failure_is_tried_again_at_once()
    {
        await using var service = await StartAsync();
        service.Handling.Do = (db, _, _, token) => service.Handling.Attempts.Count < 3
            ? db.Database.ExecuteSqlRawAsync("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$", token)
            : Task.CompletedTask;

        await service.PublishAsync(1);

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 1, "it was handled");
        Assert.All(service.Handling.Attempts, attempt => Assert.Equal(1, attempt.Context.Attempt));
    }

    [Fact]
    public async Task It_works_with_a_context_that_retries_by_itself()
    {
        await using var service = await TestService.CreateAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("retrying"), listens: messaging => messaging.Subscribe<Counted, CountedHandler>(), retryingContext: true);
        await service.StartAsync();
        await service.UntilConsumingAsync<Counted>();

        await service.PublishAsync(1);

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 1, "it was handled");
        await Eventually.BecomesAsync(async () => await service.OutboxAsync() == 0, "the outbox is empty");
    }

    [Fact]
    public async Task Old_inbox_rows_are_forgotten_and_young_ones_are_kept()
    {
        await using var service = await StartAsync();
        await service.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO inbox (message_id, consumer, handled_at)
            VALUES (gen_random_uuid(), 'old', now() - interval '8 days'), (gen_random_uuid(), 'young', now() - interval '6 days')
            """));

        await service.Services.GetServices<IHostedService>().OfType<InboxPruner<TestDb>>().Single().PruneAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["young"], await service.WithDbAsync(db => db.Set<InboxMessage>().Select(row => row.Consumer).ToListAsync()));
    }

    private async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("inbox"),
            listens: messaging => messaging.Subscribe<Counted, CountedHandler>().Subscribe<Echoed, EchoedHandler>());
        await service.UntilConsumingAsync<Counted>();
        await service.UntilConsumingAsync<Echoed>();
        return service;
    }
}
