using System.Collections.Concurrent;
using System.Diagnostics;
using ReferenceShop.AppHost.NativeServers;

namespace ReferenceShop.Testing;

/// <summary>
/// A server that cannot outlive the tests: a shell between the two waits for the end of its input, which comes when the test process
/// is gone, however it went, and then stops the server.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Guardian = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        server=$!
        { cat <&3; kill -TERM $server; sleep 5; kill -KILL $server; } >/dev/null 2>&1 &
        guard=$!
        wait $server
        status=$?
        kill -KILL $guard
        exit $status
        """;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ServerProcess(Process process) => _process = process;

    public static ServerProcess Start(ServerCommand command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guardian, "guardian", command.Executable, .. command.Arguments])
        {
            WorkingDirectory = command.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in command.Environment)
        {
            start.Environment[key] = value;
        }

        var server = new ServerProcess(new Process { StartInfo = start });
        server._process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Asks until the question is answered, or says what the server printed when it stopped or took too long.</summary>
    public async Task WaitAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ask(cancellationToken);
                return;
            }
            catch (Exception) when (!_process.HasExited && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(s_pause, CancellationToken.None);
            }
            catch (Exception exception)
            {
                var state = _process.HasExited ? $"stopped with exit code {_process.ExitCode}" : "was not ready in time";
                throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[3]} {state}: {string.Join('\n', _output)}", exception);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            if (_output.Count > 100)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
