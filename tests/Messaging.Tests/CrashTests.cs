using Microsoft.EntityFrameworkCore;
using ReferenceShop.Messaging.Outbox;

namespace ReferenceShop.Messaging.Tests;

public sealed class CrashTests(Servers servers)
{
    [Fact]
    public async Task What_a_crashed_process_had_committed_is_published_by_the_next_one()
    {
        var (database, name) = (await servers.CreateDatabaseAsync("crash"), TestService.NewName());
        await using var subscriber = await StartSubscriberAsync();
        await using var crashed = await TestService.CreateAsync(servers.RabbitConnectionString, database, name);
        await crashed.PublishAsync(1);
        Assert.Equal(1, await crashed.OutboxAsync());

        await using var next = await TestService.StartAsync(servers.RabbitConnectionString, database, name);

        await Eventually.BecomesAsync(async () => (await subscriber.EffectsAsync(name)).Count == 1, "the event arrived");
        await Eventually.BecomesAsync(async () => await next.OutboxAsync() == 0, "the outbox is empty");
    }

    [Fact]
    public async Task A_relay_that_died_after_publishing_and_before_deleting_causes_no_second_effect()
    {
        await using var subscriber = await StartSubscriberAsync();
        await using var publisher = await TestService.CreateAsync(servers.RabbitConnectionString, await servers.CreateDatabaseAsync("died"));
        await publisher.PublishAsync(1);
        var row = await publisher.WithDbAsync(db => db.Set<OutboxMessage>().SingleAsync());

        await subscriber.SendAsync<Counted>(row.Id.ToString(), row.Body);
        await publisher.StartAsync();

        await Eventually.BecomesAsync(async () => await publisher.OutboxAsync() == 0 && await subscriber.WaitingAsync("tests.counted") == 0, "it was published again");
        await subscriber.StopAsync();
        Assert.Equal([1], await subscriber.EffectsAsync(publisher.Name));
    }

    [Fact]
    public async Task A_relay_whose_database_session_is_cut_goes_on()
    {
        await using var subscriber = await StartSubscriberAsync();
        await using var publisher = await TestService.StartAsync(servers.RabbitConnectionString, await servers.CreateDatabaseAsync("cut"));
        await publisher.PublishAsync(1);
        await Eventually.BecomesAsync(async () => (await subscriber.EffectsAsync(publisher.Name)).Count == 1, "the first event arrived");

        await publisher.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"));
        await Eventually.BecomesAsync(() => publisher.PublishAsync(2).ContinueWith(publishing => publishing.IsCompletedSuccessfully), "a new session was opened");

        await Eventually.BecomesAsync(async () => (await subscriber.EffectsAsync(publisher.Name)).Contains(2), "the next one too");
    }

    private async Task<TestService> StartSubscriberAsync()
    {
        var subscriber = await TestService.StartAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("subscriber"), listens: messaging => messaging.Subscribe<Counted, CountedHandler>());
        await subscriber.UntilConsumingAsync<Counted>();
        return subscriber;
    }
}
