using System.Diagnostics;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>The container runtime of this machine, which Aspire would use.</summary>
internal static class ContainerRuntime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // Aspire's own setting comes first, then its order of preference.
    private static IEnumerable<string> Candidates =>
        (Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") ?? Environment.GetEnvironmentVariable("DOTNET_ASPIRE_CONTAINER_RUNTIME")) switch
        {
            { Length: > 0 } chosen => [chosen],
            _ => ["docker", "podman"],
        };

    public static bool IsHealthy() => Candidates.Any(runtime => Succeeds(runtime, "info"));

    /// <summary>Removes a volume; one that does not exist, or is in use, stays as it is.</summary>
    public static void RemoveVolume(string name) => Candidates.FirstOrDefault(runtime => Succeeds(runtime, "volume", "rm", "--force", name));

    private static bool Succeeds(string runtime, params string[] arguments)
    {
        if (Programs.Find(runtime) is not { } program)
        {
            return false;
        }

        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(s_patience))
        {
            return process.ExitCode == 0;
        }

        process.Kill();
        return false;
    }
}
