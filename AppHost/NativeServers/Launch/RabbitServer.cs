using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>RabbitMQ with an Erlang port mapper of its own that dies with it, reading nothing from /etc.</summary>
internal sealed class RabbitServer(ServerFolder folder, int port) : NativeServer(folder, port)
{
    public const string UserName = "shop";

    // erl takes the place of the shell, so that signals reach it. By itself it would leave a port mapper behind (epmd is meant to
    // serve all nodes of a machine); it finds this one instead, which the kernel ends with its parent.
    private const string WithOwnPortMapper = """
        if command -v setpriv >/dev/null; then setpriv --pdeathsig KILL epmd & else epmd & fi
        exec "$0" -noinput
        """;

    private readonly int _distributionPort = FreePort.Next();
    private readonly int _portMapperPort = FreePort.Next();

    public override ServerCommand Command =>
        new("/bin/sh", ["-c", WithOwnPortMapper, Programs.Require("rabbitmq-server", Programs.RabbitMQ)], Folder.Path)
        {
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = Folder.Path,
                ["RABBITMQ_NODENAME"] = "shop@localhost",
                ["RABBITMQ_CONFIG_FILE"] = Folder.File("rabbitmq.conf"),
                ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Folder.File("advanced.config"),
                ["RABBITMQ_CONF_ENV_FILE"] = Folder.File("rabbitmq-env.conf"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Folder.File("enabled_plugins"),
                ["RABBITMQ_MNESIA_BASE"] = Folder.File("data"),
                ["RABBITMQ_LOG_BASE"] = Folder.File("log"),
                ["RABBITMQ_LOGS"] = "-",
                ["RABBITMQ_ALLOW_INPUT"] = "true",
                ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
                ["ERL_EPMD_PORT"] = $"{_portMapperPort}",
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            },
        };

    public string ConnectionString(string password) => $"amqp://{UserName}:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}";

    public override Task PrepareAsync(string password, CancellationToken cancellationToken)
    {
        Folder.CreateSubfolder("data");
        Folder.CreateSubfolder("log");
        Folder.WritePrivate("enabled_plugins", "[].");
        var definitions = Folder.WritePrivate("definitions.json", Definitions(password));
        Folder.WritePrivate("rabbitmq.conf", $"""
            listeners.tcp.default = 127.0.0.1:{Port}
            load_definitions = {definitions}
            log.console = true
            heartbeat = 10
            consumer_timeout = 600000
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 100MB
            """);
        return Task.CompletedTask;
    }

    // The port is opened last in the broker's start, and the protocol header is answered by a method frame (type 1).
    public override Task CheckAsync(string password, CancellationToken cancellationToken) =>
        Probe.AsksAsync(Port, [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 0, 9, 1], [1], cancellationToken);

    // Read at every start, so that a changed password takes effect on old data too.
    private static string Definitions(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        byte[] hash = [.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])];
        var user = new
        {
            name = UserName,
            password_hash = Convert.ToBase64String(hash),
            hashing_algorithm = "rabbit_password_hashing_sha256",
            tags = new[] { "administrator" },
            limits = new { },
        };
        return JsonSerializer.Serialize(new
        {
            users = new[] { user },
            vhosts = new[] { new { name = "/" } },
            permissions = new[] { new { user = UserName, vhost = "/", configure = ".*", write = ".*", read = ".*" } },
        });
    }
}
