using System.Diagnostics;
using System.Text.Json;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// One running orchestrator with its private folder. It ends, with everything that it runs, when this is disposed or when this process is gone.
/// </summary>
internal sealed class DcpHost : IAsyncDisposable
{
    private const int MaxStarts = 3;

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_silenceLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(20);

    /// <summary>What the AppHost was started with says nothing about what it starts.</summary>
    private static readonly string[] s_privateVariables =
        ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL"];

    private readonly DirectoryInfo _folder;

    private DcpHost(DirectoryInfo folder, DcpClient client) => (_folder, Client) = (folder, client);

    public DcpClient Client { get; }

    /// <summary>Starts an orchestrator and waits until it answers.</summary>
    /// <param name="cli">The path of its program.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DistributedApplicationException">It did not start.</exception>
    public static async Task<DcpHost> StartAsync(string cli, CancellationToken cancellationToken)
    {
        // Detached, it cannot report that it fell silent, which happens now and then where several start at once. A new one starts within a second.
        for (var starts = 0; starts < MaxStarts; starts++)
        {
            if (await TryStartAsync(cli, cancellationToken) is { } host)
            {
                return host;
            }
        }

        throw new DistributedApplicationException(
            $"Aspire's orchestrator '{cli}' was started {MaxStarts} times, but never said within {s_silenceLimit.TotalSeconds:0} s where it listens.");
    }

    private static async Task<DcpHost?> TryStartAsync(string cli, CancellationToken cancellationToken)
    {
        // Made for this user alone: the key to the orchestrator lies here.
        var folder = Directory.CreateTempSubdirectory("aspire-dcp-");
        try
        {
            var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
            var start = CreateStartInfo(
                cli, ["start-apiserver", "--monitor", $"{Environment.ProcessId}", "--detach", "--kubeconfig", kubeconfig]);
            start.Environment["DCP_SESSION_FOLDER"] = folder.FullName;
            var (exitCode, _, error) = await RunAsync(start, s_startLimit, cancellationToken);
            if (exitCode != 0)
            {
                throw new DistributedApplicationException($"Aspire's orchestrator '{cli}' did not start (exit code {exitCode}): {error.Trim()}");
            }

            if (await WaitForKubeconfigAsync(kubeconfig, cancellationToken) is { } config)
            {
                return new DcpHost(folder, new DcpClient(config));
            }

            await DeleteAsync(folder);
            return null;
        }
        catch
        {
            await DeleteAsync(folder);
            throw;
        }
    }

    /// <summary>Asks the orchestrator about the container runtime of the machine; takes up to some seconds.</summary>
    /// <param name="cli">The path of its program.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public static async Task<DcpInfo?> GetInfoAsync(string cli, CancellationToken cancellationToken)
    {
        var (exitCode, output, _) = await RunAsync(CreateStartInfo(cli, ["info"]), s_startLimit, cancellationToken);
        return exitCode == 0 ? JsonSerializer.Deserialize(output, DcpJson.Default.DcpInfo) : null;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(s_stopLimit);
        try
        {
            // Resources go first, so that the server is there to ask until they are gone.
            await Client.CleanUpAsync(limit.Token);
            await Client.ShutDownAsync(limit.Token);
        }
        catch (Exception exception) when (exception is DcpException or HttpRequestException or OperationCanceledException)
        {
            // It is gone, or it notices the end of this process.
        }

        Client.Dispose();
        await DeleteAsync(_folder);
    }

    private static ProcessStartInfo CreateStartInfo(string cli, string[] arguments)
    {
        var start = new ProcessStartInfo(cli, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var variable in s_privateVariables)
        {
            start.Environment.Remove(variable);
        }

        return start;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        ProcessStartInfo start, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);
        using var process = Process.Start(start) ?? throw new DistributedApplicationException($"'{start.FileName}' did not start.");
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timer.Token);
            var error = process.StandardError.ReadToEndAsync(timer.Token);
            await process.WaitForExitAsync(timer.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new DistributedApplicationException($"'{start.FileName} {start.ArgumentList[0]}' did not answer in {limit.TotalSeconds:0} s.", exception);
        }
    }

    private static async Task<DcpKubeconfig?> WaitForKubeconfigAsync(string path, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < s_silenceLimit;)
        {
            if (TryRead(path) is { } config)
            {
                return config;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), cancellationToken);
        }

        return null;
    }

    private static DcpKubeconfig? TryRead(string path)
    {
        try
        {
            return DcpKubeconfig.TryRead(path);
        }
        catch (Exception exception) when (exception is IOException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            // It is being written.
            return null;
        }
    }

    /// <summary>The orchestrator deletes its folder too, and its processes may write there for another moment.</summary>
    private static async Task DeleteAsync(DirectoryInfo folder)
    {
        for (var attempts = 0; attempts < 20; attempts++)
        {
            try
            {
                folder.Refresh();
                if (folder.Exists)
                {
                    folder.Delete(recursive: true);
                }

                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
