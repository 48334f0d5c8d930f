using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.Redis;

public sealed class HealthTests(RedisServers servers) : IClassFixture<RedisServers>
{
    [Fact]
    public async Task A_server_that_answers_is_healthy()
    {
        var report = await CheckAsync(servers.RedisConnectionString, builder => builder.AddRedisClient("cache"));

        Assert.Equal(HealthStatus.Healthy, report.Entries["StackExchange.Redis"].Status);
    }

    [Fact]
    public async Task A_server_that_is_away_is_unhealthy_and_not_a_crash()
    {
        var report = await CheckAsync(RedisServers.Nowhere, builder => builder.AddRedisClient("cache"));

        var entry = report.Entries["StackExchange.Redis"];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.NotNull(entry.Exception);
    }

    [Fact]
    public async Task Each_keyed_client_has_its_own_check()
    {
        var report = await CheckAsync(servers.RedisConnectionString, builder =>
        {
            builder.AddRedisClient("cache");
            builder.AddKeyedRedisClient("cache");
        });

        Assert.Equal(["StackExchange.Redis", "StackExchange.Redis_cache"], report.Entries.Keys.Order());
    }

    [Fact]
    public async Task Two_registrations_share_one_check()
    {
        var report = await CheckAsync(servers.RedisConnectionString, builder =>
        {
            builder.AddRedisClient("cache");
            builder.AddRedisClient("cache");
        });

        Assert.Single(report.Entries);
    }

    [Fact]
    public async Task The_check_can_be_left_out()
    {
        var report = await CheckAsync(RedisServers.Nowhere, builder => builder.AddRedisClient("cache", settings => settings.DisableHealthChecks = true));

        Assert.Empty(report.Entries);
    }

    private static async Task<HealthReport> CheckAsync(string connectionString, Action<HostApplicationBuilder> add)
    {
        var builder = RedisHost.Builder(("ConnectionStrings:cache", connectionString));
        builder.Services.AddHealthChecks();
        add(builder);
        using var host = builder.Build();
        return await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
    }
}
