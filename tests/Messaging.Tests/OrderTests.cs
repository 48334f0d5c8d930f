namespace ReferenceShop.Messaging.Tests;

public sealed class OrderTests(Servers servers)
{
    [Fact]
    public async Task Events_of_one_aggregate_keep_their_order_with_three_relays()
    {
        const int Aggregates = 12;
        const int Events = 60;
        var (database, name) = (await servers.CreateDatabaseAsync("orders"), TestService.NewName());
        await using var subscriber = await TestService.StartAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("subscriber"), listens: messaging => messaging.Subscribe<Counted, CountedHandler>(), settings: ("Concurrency", "1"));
        await subscriber.UntilConsumingAsync<Counted>();
        var relays = new List<TestService>();
        for (var relay = 0; relay < 3; relay++)
        {
            relays.Add(await TestService.StartAsync(servers.RabbitConnectionString, database, name, settings: ("OutboxBatch", "7")));
        }

        await Parallel.ForAsync(0, Aggregates, async (aggregate, _) =>
        {
            for (var number = 0; number < Events; number++)
            {
                await relays[number % relays.Count].PublishAsync((new Counted(number, $"{name}-{aggregate}"), $"{aggregate}"));
            }
        });

        await Eventually.BecomesAsync(async () => await relays[0].OutboxAsync() == 0, "the outbox is empty");
        for (var aggregate = 0; aggregate < Aggregates; aggregate++)
        {
            var of = $"{name}-{aggregate}";
            await Eventually.BecomesAsync(async () => (await subscriber.EffectsAsync(of)).Count == Events, "all events arrived");
            Assert.Equal(Enumerable.Range(0, Events), subscriber.Handling.Attempts.Where(attempt => attempt.Message.Of == of).Select(attempt => attempt.Message.Number));
        }

        foreach (var relay in relays)
        {
            await relay.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_event_behind_an_unroutable_one_of_its_aggregate_waits_and_others_do_not()
    {
        await using var publisher = await TestService.StartAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("blocked"), listens: messaging => messaging.Subscribe<Counted, CountedHandler>());
        await publisher.UntilConsumingAsync<Counted>();

        await publisher.WithDbAsync(db =>
        {
            db.Publish(new Parked(1), aggregate: "a");
            db.Publish(new Counted(2, publisher.Name), aggregate: "a");
            db.Publish(new Counted(3, publisher.Name), aggregate: "b");
            return db.SaveChangesAsync();
        });

        await Eventually.BecomesAsync(async () => (await publisher.EffectsAsync(publisher.Name)).Count > 0, "the other aggregate's event arrived");
        Assert.Equal([3], await publisher.EffectsAsync(publisher.Name));
        await Eventually.BecomesAsync(async () => await publisher.OutboxAsync() == 2, "the other two stay in the outbox");
    }

    [Event("tests.parked")]
    private sealed record Parked(int Number);
}
