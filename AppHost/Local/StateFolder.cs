using System.Security.Cryptography;
using System.Text;

namespace ReferenceShop.AppHost.Local;

/// <summary>
/// The folder that holds the native servers' data, for one running AppHost at a time: an open, locked file in it says so, and the
/// system unlocks it however the process ends.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    private const string OwnerFile = "owner.pid";

    private readonly FileStream _lock;

    private StateFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>A folder per checkout, outside of it: another user may have to read it (see <see cref="NativeServers.ServerUser"/>).</summary>
    public static string DefaultPath(string appHostDirectory)
    {
        var root = Environment.IsPrivilegedProcess
            ? "/var/lib"
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var checkout = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(appHostDirectory)) ?? appHostDirectory;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(checkout)))[..8];
        return System.IO.Path.Combine(root, "reference-shop", $"{System.IO.Path.GetFileName(checkout)}-{hash}");
    }

    /// <exception cref="StartFailure">The folder is in use, or cannot be written.</exception>
    public static StateFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        var lockFile = System.IO.Path.Combine(path, "lock");
        try
        {
            Directory.CreateDirectory(path);
            var @lock = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // A locked file cannot be read, so who has it is said in another one.
            File.WriteAllText(System.IO.Path.Combine(path, OwnerFile), $"{Environment.ProcessId}");
            return new(path, @lock);
        }
        catch (IOException) when (File.Exists(lockFile))
        {
            throw new StartFailure(
                $"The shop is already running from this checkout (process {File.ReadAllText(System.IO.Path.Combine(path, OwnerFile))}): stop it, or give this one a place of its own with --state-folder DIR.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"The state folder '{path}' cannot be used ({exception.Message}): choose another with --state-folder DIR.");
        }
    }

    public string Server(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Deletes the data of all servers.</summary>
    public void Clear()
    {
        foreach (var server in Directory.EnumerateDirectories(Path))
        {
            Directory.Delete(server, recursive: true);
        }
    }

    public void Dispose() => _lock.Dispose();
}
