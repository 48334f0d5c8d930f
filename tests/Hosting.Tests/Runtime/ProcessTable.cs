using System.Diagnostics;
using System.Globalization;

namespace ReferenceShop.Hosting.Tests.Runtime;

/// <summary>What runs on this machine.</summary>
internal static class ProcessTable
{
    public static bool IsAlive(int pid) => All().Any(process => process.Pid == pid);

    /// <summary>The processes with a text in their command lines.</summary>
    public static IReadOnlyList<(int Pid, string CommandLine)> With(string text) =>
        [.. All().Where(process => process.Pid != Environment.ProcessId && process.CommandLine.Contains(text, StringComparison.Ordinal))];

    private static IReadOnlyList<(int Pid, string CommandLine)> All()
    {
        // A zombie has ended; that nobody has asked how is not our concern.
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-ww", "-o", "pid=,stat=,args="]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return
        [
            .. lines.Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(columns => columns.Length == 3 && !columns[1].StartsWith('Z'))
                .Select(columns => (int.Parse(columns[0], CultureInfo.InvariantCulture), columns[2])),
        ];
    }
}
