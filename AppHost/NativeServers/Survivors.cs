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
        // Its complaints about those that end meanwhile are of no interest.
        var terminate = new ProcessStartInfo("kill", ["-TERM", .. found.Select(id => $"{id}")]) { UseShellExecute = false, RedirectStandardError = true };
        using (var kill = Process.Start(terminate)!)
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
            Kill(id);
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }

    private static List<int> In(string folder) =>
        OperatingSystem.IsLinux()
            ? [.. Directory.EnumerateDirectories("/proc").Select(ProcessId).OfType<int>().Where(id => WorkingDirectory.IsIn(id, folder))]
            : [];

    private static int? ProcessId(string path) => int.TryParse(Path.GetFileName(path), out var id) && id != Environment.ProcessId ? id : null;
}
