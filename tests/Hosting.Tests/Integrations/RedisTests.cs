using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Integrations;

public sealed class RedisTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public async Task A_server_is_a_pinned_image_with_a_password()
    {
        var redis = _builder.AddRedis("cache").Resource;

        Assert.Equal("docker.io/library/redis:8.6", Inspect.Image(redis));
        Assert.Equal(6379, Inspect.Endpoint(redis, "tcp").TargetPort);
        Assert.Equal("redis", Inspect.Endpoint(redis, "tcp").UriScheme);
        Assert.Equal("{cache-password.value}", (await Inspect.EnvironmentAsync(redis))["REDIS_PASSWORD"]);
        Assert.Equal("/bin/sh", redis.Entrypoint);
        Assert.Contains(redis.Annotations.OfType<HealthCheckAnnotation>(), check => check.Key == "cache_check");
    }

    [Fact]
    public void The_connection_string_is_the_clients()
    {
        var redis = _builder.AddRedis("cache").Resource;

        Assert.Equal("{cache.bindings.tcp.host}:{cache.bindings.tcp.port},password={cache-password.value}", redis.ConnectionStringExpression.ValueExpression);
        Assert.Equal(["Host", "Port", "Password", "Uri"], Inspect.Properties(redis).Keys);
    }

    [Fact]
    public async Task A_volume_turns_snapshots_on_and_the_last_policy_counts()
    {
        var redis = _builder.AddRedis("cache").WithDataVolume("carts").WithPersistence(TimeSpan.FromSeconds(5), 3).Resource;

        Assert.Equal(("carts", "/data", false), (Inspect.Mount(redis).Source, Inspect.Mount(redis).Target, Inspect.Mount(redis).IsReadOnly));
        Assert.Equal(["--save", "5", "3"], (await Inspect.ArgumentsAsync(redis)).TakeLast(3));
    }

    [Fact]
    public async Task A_read_only_volume_takes_no_snapshots() =>
        Assert.DoesNotContain("--save", await Inspect.ArgumentsAsync(_builder.AddRedis("cache").WithDataVolume(isReadOnly: true).Resource));

    [Fact]
    public void Without_a_password_none_is_in_the_connection_string() => Assert.DoesNotContain(
        "password", _builder.AddRedis("cache").WithPassword(null).Resource.ConnectionStringExpression.ValueExpression, StringComparison.Ordinal);
}
