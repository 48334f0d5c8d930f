using ReferenceShop.AppHost.NativeServers;
using Xunit;

namespace ReferenceShop.Testing;

/// <summary>
/// Real servers for one test run: ordinary processes on ports of their own in a temporary folder, gone when disposed or when the test
/// process dies. As an assembly fixture: <c>public sealed class Servers() : ShopServers(redis: true);</c>
/// </summary>
public class ShopServers : IAsyncLifetime
{
    private const string Password = "only-for-tests";

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("shop-servers-").FullName;
    private readonly List<ServerProcess> _processes = [];
    private readonly RedisServer? _redis;
    private readonly PostgresServer? _postgres;
    private readonly RabbitServer? _rabbit;

    /// <summary>Names the servers; <see cref="InitializeAsync"/> starts them.</summary>
    protected ShopServers(bool redis = false, bool postgres = false, bool rabbit = false)
    {
        if (!OperatingSystem.IsWindows())
        {
            // The user that runs PostgreSQL is another one when the tests run as root, and must reach its folder in this one.
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        _redis = redis ? new RedisServer(Folder("redis"), FreePort.Next()) : null;
        _postgres = postgres ? new PostgresServer(Folder("postgres"), FreePort.Next(), durable: false) : null;
        _rabbit = rabbit ? new RabbitServer(Folder("rabbitmq"), FreePort.Next()) : null;
    }

    /// <summary>StackExchange.Redis configuration, e.g. <c>127.0.0.1:20311,password=...</c>.</summary>
    public string RedisConnectionString => $"{Asked(_redis).ConnectionString(Password)},allowAdmin=true";

    /// <summary>An AMQP URI.</summary>
    public string RabbitConnectionString => Asked(_rabbit).ConnectionString(Password);

    /// <summary>Starts the named servers and waits until they answer.</summary>
    public static async Task<ShopServers> StartAsync(
        bool redis = false, bool postgres = false, bool rabbit = false, CancellationToken cancellationToken = default)
    {
        var servers = new ShopServers(redis, postgres, rabbit);
        await servers.StartAsync(cancellationToken);
        return servers;
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await StartAsync(CancellationToken.None);

    /// <summary>Creates an empty database, never the same twice, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        var database = $"{name}_{Guid.NewGuid():N}"[..(name.Length + 9)];
        await Asked(_postgres).CreateDatabaseAsync(Password, database, cancellationToken);
        return Asked(_postgres).ConnectionString(Password, database);
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _processes.Clear();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_startLimit);
        try
        {
            await Task.WhenAll(new NativeServer?[] { _redis, _postgres, _rabbit }.OfType<NativeServer>().Select(server => StartAsync(server, limit.Token)));
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync(NativeServer server, CancellationToken cancellationToken)
    {
        await server.PrepareAsync(Password, cancellationToken);
        var process = ServerProcess.Start(server.Command);
        lock (_processes)
        {
            _processes.Add(process);
        }

        await process.WaitAsync(token => server.CheckAsync(Password, token), cancellationToken);
    }

    private ServerFolder Folder(string name) => new(Path.Combine(_folder, name));

    private static TServer Asked<TServer>(TServer? server)
        where TServer : NativeServer =>
        server ?? throw new InvalidOperationException($"These servers were started without a {typeof(TServer).Name}: name it in StartAsync.");
}
