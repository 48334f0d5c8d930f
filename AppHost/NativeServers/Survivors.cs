using System.Diagnostics;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>
/// Ends servers of an earlier run that lost their AppHost and their orchestrator at once, which nothing else would ever stop. They are
/// known by their working directory, which is the state folder that this process holds the lock of.
/// </summary>
internal static class Survivors
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    public static void Stop(string folder)
    {
        var found = In(folder);
        if (found.Count == 0)
        {
            return;
        }

        Console.WriteLine("Stopping servers that an earlier run left behind ...");
        using (var kill = Process.Start("kill", ["-TERM", .. found.Select(id => $"{id}")]))
        {
            kill.WaitForExit();
        }

        var clock = Stopwatch.StartNew();
        while (In(folder).Count > 0 && clock.Elapsed < s_patience)
        {
            Thread.Sleep(s_pause);
        }

        foreach (var id in In(folder))
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
    }

    private static List<int> In(string folder) =>
        OperatingSystem.IsLinux()
            ? [.. Directory.EnumerateDirectories("/proc").Select(ProcessId).OfType<int>().Where(id => WorkingDirectory.IsIn(id, folder))]
            : [];

    private static int? ProcessId(string path) => int.TryParse(Path.GetFileName(path), out var id) && id != Environment.ProcessId ? id : null;
}
