using System.Diagnostics;
using ReferenceShop.AppHost.Local;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>Installs what is missing, on Debian and Ubuntu, where root or a password-less sudo allows it.</summary>
internal static class ServerInstallation
{
    // Packages start their daemons when they are installed, unless this script forbids it.
    private const string PolicyFile = "/usr/sbin/policy-rc.d";

    private const string Install = $"""
        set -e
        if [ ! -e {PolicyFile} ]; then
          trap 'rm -f {PolicyFile}' EXIT
          printf '#!/bin/sh\nexit 101\n' > {PolicyFile}
          chmod 755 {PolicyFile}
        fi
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q
        apt-get install -y -q --no-install-recommends "$@"
        if [ -d /run/systemd/system ]; then systemctl disable --now "$@" epmd.socket epmd.service 2>/dev/null || true; fi
        """;

    private static IReadOnlyList<string> Missing =>
    [
        .. Programs.Redis is null ? ["redis-server"] : Array.Empty<string>(),
        .. Programs.RabbitMQ is null ? ["rabbitmq-server"] : Array.Empty<string>(),
        .. Programs.Postgres is null || Programs.Initdb is null ? ["postgresql"] : Array.Empty<string>(),
    ];

    /// <exception cref="StartFailure">Something is missing and cannot be installed here.</exception>
    public static void Ensure()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new StartFailure("The shop's servers need a container runtime on Windows: start Docker Desktop or Podman, and run this again.");
        }

        if (Missing is not { Count: > 0 } packages)
        {
            return;
        }

        var list = string.Join(' ', packages);
        if (Programs.Find("apt-get") is null)
        {
            throw new StartFailure($"Not found: {list}. Start a container runtime (Docker or Podman), or install them and put them on the PATH.");
        }

        string[]? asRoot = Environment.IsPrivilegedProcess ? [] : CanSudo() ? ["sudo", "-n"] : null;
        if (asRoot is null)
        {
            throw new StartFailure($"Not found: {list}. Install them: sudo apt-get install -y --no-install-recommends {list}");
        }

        Console.WriteLine($"Installing {list} (once; apt-get's progress follows) ...");
        string[] command = [.. asRoot, "/bin/sh", "-c", Install, "install", .. packages];
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        if (process.ExitCode != 0 || Missing.Count > 0)
        {
            throw new StartFailure($"Installing {list} failed. Install them by hand: apt-get install -y --no-install-recommends {list}");
        }
    }

    private static bool CanSudo()
    {
        if (Programs.Find("sudo") is not { } sudo)
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(sudo, ["-n", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
