using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReferenceShop.Messaging.Tests;

public sealed class BrokerFaultTests(Servers servers)
{
    [Fact]
    public async Task A_service_starts_without_its_broker_and_is_ready_when_its_queues_exist()
    {
        await using var broker = new RestartableBroker();
        await using var service = await StartAsync(broker);
        Assert.Equal(HealthStatus.Unhealthy, await service.HealthAsync());
        await service.PublishAsync(0);
        Assert.Equal(1, await service.OutboxAsync());

        await broker.StartAsync();
        await service.UntilConsumingAsync<Counted>();
        await service.PublishAsync(1);

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync()).Contains(1), "the event arrived");
        await Eventually.BecomesAsync(async () => await service.HealthAsync() == HealthStatus.Healthy, "the service is healthy");
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_broker_is_stopped()
    {
        await using var broker = await RestartableBroker.StartNewAsync();
        await using var service = await StartAsync(broker);
        await service.UntilConsumingAsync<Counted>();
        await service.PublishAsync(0);
        await Eventually.BecomesAsync(async () => (await service.EffectsAsync()).Count == 1, "the first event arrived");

        await broker.StopAsync();
        await Eventually.BecomesAsync(async () => await service.HealthAsync() == HealthStatus.Degraded, "the health check noticed");
        for (var number = 1; number <= 50; number++)
        {
            await service.PublishAsync(number);
        }

        Assert.Equal(50, await service.OutboxAsync());
        await broker.StartAsync();

        await ExpectEachOnceAsync(service, 51);
    }

    [Fact]
    public async Task Nothing_is_lost_or_done_twice_when_the_broker_is_killed_in_full_flight()
    {
        await using var broker = await RestartableBroker.StartNewAsync();
        await using var service = await StartAsync(broker);
        await service.UntilConsumingAsync<Counted>();
        await broker.UntilOnDiskAsync($"{service.Name}.tests.counted");
        const int Events = 3000;

        var publishing = Parallel.ForAsync(0, Events / 10, async (ten, _) =>
            await service.PublishAsync([.. Enumerable.Range(ten * 10, 10).Select(number => (new Counted(number), (string?)$"{number % 50}"))]));
        await Eventually.BecomesAsync(async () => (await service.EffectsAsync()).Count > 200, "it flows");
        await broker.KillAsync();
        await broker.StartAsync();
        await publishing;

        await ExpectEachOnceAsync(service, Events);
    }

    [Fact]
    public async Task Nothing_is_lost_or_done_twice_when_the_broker_stalls_in_full_flight()
    {
        await using var broker = await RestartableBroker.StartNewAsync();
        await using var service = await StartAsync(broker, ("ConfirmTimeout", "00:00:00.5"));
        await service.UntilConsumingAsync<Counted>();
        const int Events = 2000;

        var publishing = Parallel.ForAsync(0, Events / 10, async (ten, _) =>
            await service.PublishAsync([.. Enumerable.Range(ten * 10, 10).Select(number => (new Counted(number), (string?)$"{number % 50}"))]));
        await Eventually.BecomesAsync(async () => (await service.EffectsAsync()).Count > 200, "it flows");
        for (var stall = 0; stall < 3; stall++)
        {
            await broker.StallAsync(TimeSpan.FromSeconds(1.5));
        }

        await publishing;

        await ExpectEachOnceAsync(service, Events);
    }

    private static async Task ExpectEachOnceAsync(TestService service, int events)
    {
        await Eventually.BecomesAsync(async () => await service.OutboxAsync() == 0 && (await service.EffectsAsync()).Count >= events, "everything arrived");
        await service.StopAsync();
        Assert.Equal(Enumerable.Range(0, events), (await service.EffectsAsync()).Order());
    }

    private async Task<TestService> StartAsync(RestartableBroker broker, params (string Key, string Value)[] settings) => await TestService.StartAsync(
        broker.ConnectionString, await servers.CreateDatabaseAsync("faults"), listens: messaging => messaging.Subscribe<Counted, CountedHandler>(), settings: settings);
}
