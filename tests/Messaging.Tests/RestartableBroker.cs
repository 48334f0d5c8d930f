using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ReferenceShop.AppHost.NativeServers;
using ReferenceShop.Testing;

namespace ReferenceShop.Messaging.Tests;

/// <summary>A broker of one test's own, whose process comes and goes while its data stays.</summary>
internal sealed class RestartableBroker : IAsyncDisposable
{
    private const string Password = "only-for-tests";
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-broker-").FullName;
    private readonly RabbitServer _server;
    private ServerProcess? _process;

    public RestartableBroker() => _server = new RabbitServer(new ServerFolder(_folder), FreePort.Next());

    public string ConnectionString => _server.ConnectionString(Password);

    public static async Task<RestartableBroker> StartNewAsync()
    {
        var broker = new RestartableBroker();
        await broker.StartAsync();
        return broker;
    }

    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _server.PrepareAsync(Password, limit.Token);
        _process = ServerProcess.Start(_server.Command);
        await _process.WaitAsync(token => _server.CheckAsync(Password, token), limit.Token);
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>
    /// Waits until the broker has written a new queue to its list of queues. It does so seconds after it has said that the queue exists, and a queue
    /// that is younger than that when the broker is killed comes back empty and without a leader (RabbitMQ 3.10).
    /// </summary>
    public Task UntilOnDiskAsync(string queue) => Eventually.BecomesAsync(
        async () =>
        {
            var queues = Encoding.ASCII.GetString(await File.ReadAllBytesAsync(_server.Folder.File("data/shop@localhost/quorum/shop@localhost/names.dets")));
            return Regex.IsMatch(queues, $@"_{Regex.Escape(queue)}(?!\.)", RegexOptions.None, TimeSpan.FromSeconds(1));
        },
        $"{queue} is on disk");

    /// <summary><c>kill -9</c> of the broker itself.</summary>
    public async Task KillAsync()
    {
        var pid = await File.ReadAllTextAsync(_server.Folder.File("data/shop@localhost.pid"));
        using (var broker = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture)))
        {
            broker.Kill();
            await broker.WaitForExitAsync();
        }

        await StopAsync();
    }

    /// <summary>Freezes the broker for a while: connections stay open and nothing is answered.</summary>
    public async Task StallAsync(TimeSpan time)
    {
        var pid = await File.ReadAllTextAsync(_server.Folder.File("data/shop@localhost.pid"));
        await SignalAsync("STOP", pid);
        await Task.Delay(time);
        await SignalAsync("CONT", pid);
    }

    private static async Task SignalAsync(string signal, string pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid.Trim()]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
