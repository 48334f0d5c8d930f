using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReferenceShop.Hosting.Tests.Runtime;

/// <summary>The sample host as a process of its own, which a test may end as it likes.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];

    private HostProcess(Process process, string marker)
    {
        (_process, Marker) = (process, marker);
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Is in the command lines of the processes that the host starts.</summary>
    public string Marker { get; }

    public int Pid => _process.Id;

    public string Output => string.Join(Environment.NewLine, _lines);

    public static HostProcess Start(params string[] args)
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var start = new ProcessStartInfo("dotnet", [Path.Join(AppContext.BaseDirectory, "SampleHost.dll"), "--marker", marker, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true", ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        return new HostProcess(Process.Start(start)!, marker);
    }

    /// <summary>The processes of the application, without those that watch over them for the orchestrator.</summary>
    public IReadOnlyList<(int Pid, string CommandLine)> Resources() => [.. ProcessTable.With(Marker).Where(process => process.Pid != Pid)];

    public async Task<string> WaitForLineAsync(string text, CancellationToken cancellationToken)
    {
        string? found = null;
        await UntilAsync(
            () => (found = _lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal))) is not null,
            () => $"The host did not print '{text}':{Environment.NewLine}{Output}",
            cancellationToken);
        return found!;
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return _process.ExitCode;
    }

    public Task SignalAsync(string signal, CancellationToken cancellationToken) => Process.Start("kill", ["-s", signal, $"{Pid}"]).WaitForExitAsync(cancellationToken);

    public static async Task UntilAsync(Func<bool> condition, Func<string> failure, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); !condition(); await Task.Delay(50, cancellationToken))
        {
            if (waited.Elapsed > Patience)
            {
                Assert.Fail(failure());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
