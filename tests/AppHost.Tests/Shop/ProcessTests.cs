using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ReferenceShop.AppHost.Tests.Shop;

/// <summary>The AppHost as a person runs it: a process that is told to stop, or killed.</summary>
public sealed partial class ProcessTests : IDisposable
{
    private const int Interrupt = 2;
    private const int KillAtOnce = 9;

    private readonly TemporaryState _state = new();

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(KillAtOnce)]
    public async Task However_it_ends_it_leaves_no_process_and_no_port(int signal)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var output = new StringBuilder();
        using var host = Start(output);
        var door = await OpenDoorAsync(host, output, limit.Token);
        Assert.NotEmpty(Survivors());

        using (var kill = Process.Start("kill", [$"-{signal.ToString(CultureInfo.InvariantCulture)}", host.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(limit.Token);
        }

        await host.WaitForExitAsync(limit.Token);
        await Visitor.UntilAsync(() => Task.FromResult(Survivors().Count == 0), () => $"the end of {string.Join("; ", Survivors())}");
        using var socket = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => socket.ConnectAsync(door.Host, door.Port, limit.Token).AsTask());
    }

    public void Dispose() => _state.Dispose();

    private Process Start(StringBuilder output)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Projects.AppHost).Assembly.Location, "--gateway-port", "0", "--servers", "native", "--state-folder", _state.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["DcpPublisher__RandomizePorts"] = "true";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";

        // Every process of this run inherits it, and can be found by it.
        start.Environment["SHOP_RUN"] = _state.Path;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private static async Task<Uri> OpenDoorAsync(Process host, StringBuilder output, CancellationToken cancellationToken)
    {
        while (true)
        {
            string text;
            lock (output)
            {
                text = output.ToString();
            }

            if (Door().Match(text) is { Success: true } match)
            {
                return new Uri(match.Groups["url"].Value);
            }

            Assert.False(host.HasExited, text);
            Assert.False(cancellationToken.IsCancellationRequested, text);
            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <summary>The processes of this run that still live, by the mark in their environment.</summary>
    private List<string> Survivors() => [.. Directory.EnumerateDirectories("/proc")
        .Where(path => int.TryParse(Path.GetFileName(path), out var pid) && pid != Environment.ProcessId && IsMarked(path))
        .Select(path => $"{Path.GetFileName(path)} {Read(Path.Join(path, "cmdline")).Replace('\0', ' ')}")];

    private bool IsMarked(string process)
        => Read(Path.Join(process, "environ")).Contains($"SHOP_RUN={_state.Path}", StringComparison.Ordinal)
            && !Read(Path.Join(process, "stat")).Contains(") Z ", StringComparison.Ordinal);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended meanwhile
        }
    }

    [GeneratedRegex(@"The shop is open at (?<url>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Door();
}
