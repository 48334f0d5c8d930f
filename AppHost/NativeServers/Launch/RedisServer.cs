using System.Text;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>Redis with an append-only file.</summary>
internal sealed class RedisServer(ServerFolder folder, int port) : NativeServer(folder, port)
{
    private const string SettingsFile = "redis.conf";

    public override ServerCommand Command => new(Programs.Require("redis-server", Programs.Redis), [Folder.File(SettingsFile)], Folder.Path);

    public string ConnectionString(string password) => $"127.0.0.1:{Port},password={password}";

    public override Task PrepareAsync(string password, CancellationToken cancellationToken)
    {
        Folder.WritePrivate(SettingsFile, $"""
            bind 127.0.0.1
            port {Port}
            requirepass "{password}"
            dir "{Folder.CreateSubfolder("data")}"
            appendonly yes
            appendfsync everysec
            save ""
            logfile ""
            always-show-logo no
            """);
        return Task.CompletedTask;
    }

    // Loading the append-only file, it answers AUTH but not PING.
    public override Task CheckAsync(string password, CancellationToken cancellationToken) =>
        Probe.AsksAsync(Port, Encoding.UTF8.GetBytes($"AUTH {password}\r\nPING\r\n"), "+OK\r\n+PONG"u8.ToArray(), cancellationToken);
}
