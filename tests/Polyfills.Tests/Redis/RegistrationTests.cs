using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.Redis;

public sealed class RegistrationTests(RedisServers servers) : IClassFixture<RedisServers>
{
    private const string Section = "Aspire:StackExchange:Redis";

    [Fact]
    public async Task A_client_connects_by_the_name_of_its_connection()
    {
        var builder = RedisHost.Builder(("ConnectionStrings:cache", servers.RedisConnectionString));
        builder.AddRedisClient("cache");
        using var host = builder.Build();

        var redis = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        await redis.StringSetAsync("greeting", "hello");

        Assert.Equal("hello", await redis.StringGetAsync("greeting"));
        Assert.Same(host.Services.GetRequiredService<IConnectionMultiplexer>(), host.Services.GetRequiredService<IConnectionMultiplexer>());
    }

    [Fact]
    public void The_connection_string_wins_over_the_sections_and_the_delegate_over_all()
    {
        var builder = RedisHost.Builder(
            ($"{Section}:ConnectionString", "general"),
            ($"{Section}:DisableTracing", "true"),
            ($"{Section}:named:ConnectionString", "named"),
            ($"{Section}:named:DisableHealthChecks", "true"),
            ("ConnectionStrings:known", "known"));

        var other = builder.AddKeyedRedisClientBuilder("other").Settings;
        var named = builder.AddKeyedRedisClientBuilder("named").Settings;
        var known = builder.AddKeyedRedisClientBuilder("known").Settings;
        var changed = builder.AddRedisClientBuilder("known", settings => settings.ConnectionString = "changed").Settings;

        Assert.Equal(("general", true, false), (other.ConnectionString, other.DisableTracing, other.DisableHealthChecks));
        Assert.Equal(("named", true, true), (named.ConnectionString, named.DisableTracing, named.DisableHealthChecks));
        Assert.Equal("known", known.ConnectionString);
        Assert.Equal("changed", changed.ConnectionString);
    }

    [Fact]
    public void The_clients_options_come_from_the_string_then_the_sections_then_the_delegate()
    {
        var builder = RedisHost.Builder(
            ("ConnectionStrings:cache", "127.0.0.1:1,connectTimeout=101,syncTimeout=101,keepAlive=101,connectRetry=7"),
            ($"{Section}:ConfigurationOptions:ConnectTimeout", "102"),
            ($"{Section}:ConfigurationOptions:SyncTimeout", "102"),
            ($"{Section}:cache:ConfigurationOptions:SyncTimeout", "103"));
        builder.AddRedisClient("cache", configureOptions: options => options.KeepAlive = 104);
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<ConfigurationOptions>>().Value;

        Assert.Equal((102, 103, 104, 7), (options.ConnectTimeout, options.SyncTimeout, options.KeepAlive, options.ConnectRetry));
    }

    [Theory]
    [InlineData("127.0.0.1:1", false)]
    [InlineData("127.0.0.1:1,abortConnect=false", false)]
    [InlineData("127.0.0.1:1,abortConnect=true", true)]
    public void A_server_that_is_away_is_waited_for_unless_the_string_says_otherwise(string connectionString, bool aborts)
    {
        var builder = RedisHost.Builder(("ConnectionStrings:cache", connectionString));
        builder.AddRedisClient("cache");
        using var host = builder.Build();

        Assert.Equal(aborts, host.Services.GetRequiredService<IOptions<ConfigurationOptions>>().Value.AbortOnConnectFail);
    }

    [Fact]
    public void A_missing_connection_string_is_told_when_the_client_is_asked_for()
    {
        var builder = RedisHost.Builder();
        builder.AddRedisClient("cache");
        using var host = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IConnectionMultiplexer>());

        Assert.Contains("'ConnectionStrings:cache'", error.Message);
    }

    [Fact]
    public async Task Keyed_clients_live_side_by_side()
    {
        var builder = RedisHost.Builder(
            ("ConnectionStrings:first", $"{servers.RedisConnectionString},defaultDatabase=1"),
            ("ConnectionStrings:second", $"{servers.RedisConnectionString},defaultDatabase=2"));
        builder.AddKeyedRedisClient("first");
        builder.AddKeyedRedisClient("second");
        using var host = builder.Build();
        var first = host.Services.GetRequiredKeyedService<IConnectionMultiplexer>("first").GetDatabase();
        var second = host.Services.GetRequiredKeyedService<IConnectionMultiplexer>("second").GetDatabase();

        await first.StringSetAsync("who", "first");

        Assert.Equal("first", await first.StringGetAsync("who"));
        Assert.True((await second.StringGetAsync("who")).IsNull);
        Assert.Null(host.Services.GetService<IConnectionMultiplexer>());
    }

    [Fact]
    public async Task A_client_connects_at_start_only_when_asked_to()
    {
        var lazy = RedisHost.Builder(("ConnectionStrings:cache", $"{RedisServers.Nowhere},abortConnect=true"));
        lazy.AddRedisClient("cache");
        var eager = RedisHost.Builder(("ConnectionStrings:cache", $"{RedisServers.Nowhere},abortConnect=true"));
        eager.AddRedisClient("cache", settings => settings.DisableAutoActivation = false);

        using var patient = lazy.Build();
        using var failing = eager.Build();

        await patient.StartAsync();
        await patient.StopAsync();
        await Assert.ThrowsAsync<RedisConnectionException>(() => failing.StartAsync());
    }

    [Fact]
    public void Arguments_are_checked()
    {
        var builder = RedisHost.Builder();

        Assert.Throws<ArgumentNullException>(() => ((IHostApplicationBuilder)null!).AddRedisClient("cache"));
        Assert.Throws<ArgumentException>(() => builder.AddRedisClient(""));
        Assert.Throws<ArgumentException>(() => builder.AddKeyedRedisClient(""));
    }
}
