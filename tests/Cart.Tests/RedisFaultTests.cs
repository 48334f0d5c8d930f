using System.Net;
using ReferenceShop.Testing;

namespace ReferenceShop.Cart.Tests;

public sealed class RedisFaultTests(CartApplication app)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task When_Redis_goes_away_the_answer_is_a_503_problem()
    {
        var servers = await ShopServers.StartAsync(redis: true);
        await using var instance = app.InstanceOn(servers.RedisConnectionString);
        using var client = instance.CreateClient();
        client.Timeout = TimeSpan.FromSeconds(5);
        var buyer = new Buyer(client, "buyer");
        await buyer.SetAsync("lamp", 1);

        await servers.DisposeAsync();
        var response = await buyer.TrySetAsync("lamp", 2);

        await AssertUnavailableAsync(response);
    }

    [Fact]
    public async Task A_service_that_starts_without_Redis_says_so_instead_of_dying()
    {
        await using var instance = app.InstanceOn("127.0.0.1:1");
        using var client = instance.CreateClient();

        var cart = await new Buyer(client, "buyer").TryGetAsync();
        var health = await client.GetAsync("/health");
        var alive = await client.GetAsync("/alive");

        await AssertUnavailableAsync(cart);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task When_Redis_stalls_callers_are_not_kept_waiting_and_it_heals_by_itself()
    {
        await using var servers = await ShopServers.StartAsync(redis: true);
        await using var instance = app.InstanceOn(servers.RedisConnectionString);
        using var client = instance.CreateClient();
        var buyer = new Buyer(client, "buyer");
        await buyer.SetAsync("lamp", 1);
        using var admin = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(servers.RedisConnectionString);

        await admin.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "3000");
        var stalled = await buyer.TryGetAsync();

        await AssertUnavailableAsync(stalled);
        using var limit = new CancellationTokenSource(s_limit);
        while ((await buyer.TryGetAsync()).StatusCode != HttpStatusCode.OK)
        {
            Assert.False(limit.IsCancellationRequested, "The service did not find back to Redis.");
            await Task.Delay(50);
        }

        Assert.Equal([new("lamp", 1)], (await buyer.CartAsync()).Lines);
    }

    [Fact]
    public async Task A_server_that_forgot_its_scripts_is_told_again()
    {
        var buyer = app.NewBuyer();
        await buyer.SetAsync("lamp", 1);
        var endpoint = Assert.Single(app.Redis.GetEndPoints());

        await app.Redis.GetServer(endpoint).ScriptFlushAsync();

        Assert.Equal([new("lamp", 2)], (await buyer.SetAsync("lamp", 2)).Lines);
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage response)
    {
        await response.AssertProblemAsync(
            HttpStatusCode.ServiceUnavailable,
            "Carts are unavailable",
            "carts-unavailable",
            "The store of the carts does not answer. Nothing is lost; try again in a moment.");
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("Retry-After")));
    }
}
