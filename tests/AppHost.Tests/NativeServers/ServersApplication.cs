using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Npgsql;
using RabbitMQ.Client;
using ReferenceShop.AppHost.NativeServers;
using StackExchange.Redis;
using Xunit;

namespace ReferenceShop.AppHost.Tests.NativeServers;

/// <summary>An application of the three native servers alone, with verbs to leave something in each and to look for it.</summary>
internal sealed class ServersApplication : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly DistributedApplication _application;

    private ServersApplication(DistributedApplication application) => _application = application;

    public DistributedApplication Application => _application;

    public static async Task<ServersApplication> StartAsync(TemporaryState state, string password, params string[] options)
    {
        string[] passwords = [.. new[] { "redis", "messaging", "postgres" }.Select(name => $"--Parameters:{name}-password={password}")];
        // The AppHost's assembly knows where the orchestrator is.
        var builder = DistributedApplicationTestingBuilder.Create(
            ["--servers=native", $"--state-folder={state.Path}", .. passwords, .. options],
            (settings, _) => settings.AssemblyName = typeof(Projects.AppHost).Assembly.GetName().Name);
        var servers = builder.AddServers();
        servers.AddRedis("redis");
        servers.AddRabbitMQ("messaging");
        servers.AddPostgres("postgres").AddDatabase("shopdb");
        var application = new ServersApplication(await builder.BuildAsync());
        await application._application.StartAsync(TestContext.Current.CancellationToken).WaitAsync(s_limit);
        await application.HealthyAsync("redis", "messaging", "shopdb");
        return application;
    }

    public async Task HealthyAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(name, TestContext.Current.CancellationToken).WaitAsync(s_limit);
        }
    }

    public async Task LeaveTracesAsync()
    {
        await using var redis = await RedisAsync();
        await redis.Database.StringSetAsync("trace", "left");
        await RabbitAsync(channel => channel.QueueDeclareAsync("trace", durable: true, exclusive: false, autoDelete: false));
        await PostgresAsync("CREATE TABLE trace AS SELECT 'left' AS what");
    }

    public async Task<bool> HasRedisTraceAsync()
    {
        await using var redis = await RedisAsync();
        return await redis.Database.KeyExistsAsync("trace");
    }

    public async Task<bool> HasRabbitTraceAsync()
    {
        try
        {
            await RabbitAsync(channel => channel.QueueDeclarePassiveAsync("trace"));
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }

    public async Task<bool> HasPostgresTraceAsync() => (bool)(await PostgresAsync("SELECT to_regclass('trace') IS NOT NULL"))!;

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task<RedisConnection> RedisAsync() =>
        new(await ConnectionMultiplexer.ConnectAsync((await _application.GetConnectionStringAsync("redis"))!));

    private async Task RabbitAsync(Func<IChannel, Task> use)
    {
        var factory = new ConnectionFactory { Uri = new Uri((await _application.GetConnectionStringAsync("messaging"))!) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await use(channel);
    }

    private async Task<object?> PostgresAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{await _application.GetConnectionStringAsync("shopdb")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private sealed record RedisConnection(ConnectionMultiplexer Multiplexer) : IAsyncDisposable
    {
        public IDatabase Database => Multiplexer.GetDatabase();

        public ValueTask DisposeAsync()
        {
            Multiplexer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
