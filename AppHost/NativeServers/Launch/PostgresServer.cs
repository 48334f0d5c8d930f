using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>PostgreSQL without a unix socket. It refuses root, so root runs it as another user.</summary>
/// <param name="folder">Reachable by that user.</param>
/// <param name="port">Where it listens.</param>
/// <param name="durable">False for throw-away data, which a crash of the machine may damage.</param>
internal sealed class PostgresServer(ServerFolder folder, int port, bool durable = true) : NativeServer(folder, port)
{
    public const string UserName = "postgres";

    // TERM would wait until the last client has gone; INT ends their sessions. The kernel sends INT, too, when this shell is killed.
    private const string StoppedAtOnce = """
        guarded=
        if command -v setpriv >/dev/null; then guarded="setpriv --pdeathsig INT --"; fi
        $guarded "$@" &
        server=$!
        trap 'kill -INT $server' TERM INT
        wait $server || wait $server
        """;

    private string Data => Folder.File("data");

    private string PasswordMark => Folder.File("password.sha256");

    public override ServerCommand Command => ServerUser.Run(
        "/bin/sh",
        [
            "-c", StoppedAtOnce, "postgres", Programs.Require("postgres", Programs.Postgres),
            "-D", Data,
            "-c", "listen_addresses=127.0.0.1",
            "-c", $"port={Port}",
            "-c", "unix_socket_directories=",
            "-c", "max_connections=200",
            "-c", "shared_buffers=64MB",
            "-c", "max_wal_size=256MB",
            .. durable ? Array.Empty<string>() : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
        ],
        Folder.Path);

    public string ConnectionString(string password, string database = "postgres") =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = UserName, Password = password, Database = database }.ConnectionString;

    public override async Task PrepareAsync(string password, CancellationToken cancellationToken)
    {
        ForgetDeadServer();
        if (!File.Exists(Path.Combine(Data, "PG_VERSION")))
        {
            await InitializeAsync(password, cancellationToken);
        }
        else if (!File.Exists(PasswordMark) || await File.ReadAllTextAsync(PasswordMark, cancellationToken) != Mark(password))
        {
            await ChangePasswordAsync(password, cancellationToken);
        }

        await File.WriteAllTextAsync(PasswordMark, Mark(password), cancellationToken);
    }

    // A killed server leaves its process id, and refuses to start once that id belongs to another process of its user.
    private void ForgetDeadServer()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (OperatingSystem.IsLinux() && File.Exists(file)
            && int.TryParse(File.ReadLines(file).FirstOrDefault(), out var id) && !WorkingDirectory.IsIn(id, Data))
        {
            File.Delete(file);
        }
    }

    public override async Task CheckAsync(string password, CancellationToken cancellationToken) =>
        await CheckAsync(password, "postgres", cancellationToken);

    public async Task CheckAsync(string password, string database, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString(password, database)) { Timeout = 5, MaxPoolSize = 2 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 5 };
        await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Creates a database unless it is there.</summary>
    public async Task CreateDatabaseAsync(string password, string name, CancellationToken cancellationToken)
    {
        // A pool may still hold connections from before a restart.
        await using var connection = new NpgsqlConnection($"{ConnectionString(password)};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"")}\"", connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
        }
    }

    private async Task InitializeAsync(string password, CancellationToken cancellationToken)
    {
        // A first start that was interrupted leaves half a cluster, which initdb would refuse.
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        var passwordFile = Folder.WritePrivate("initial-password", password);
        await ServerUser.OwnAsync(Folder.Path, cancellationToken);
        var initdb = ServerUser.Run(
            Programs.Require("initdb", Programs.Initdb),
            [
                "-D", Data, "-U", UserName, $"--pwfile={passwordFile}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions",
            ],
            Folder.Path);
        await ServerProgram.RunAsync(initdb, input: "", cancellationToken);
        File.Delete(passwordFile);
    }

    // The password was generated anew (the user secrets were deleted, or another checkout used this folder): the data outlives it.
    private Task ChangePasswordAsync(string password, CancellationToken cancellationToken)
    {
        var singleUser = ServerUser.Run(Programs.Require("postgres", Programs.Postgres), ["--single", "-D", Data, "postgres"], Folder.Path);
        return ServerProgram.RunAsync(singleUser, $"ALTER USER {UserName} PASSWORD '{password.Replace("'", "''")}'\n", cancellationToken);
    }

    private static string Mark(string password) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password)));
}
