namespace ReferenceShop.AppHost.NativeServers;

/// <summary>The folder that one server keeps its settings and data in.</summary>
internal sealed class ServerFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    public ServerFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string CreateSubfolder(string name) =>
        OperatingSystem.IsWindows() ? throw NotOnWindows() : Directory.CreateDirectory(File(name), OwnerFolder).FullName;

    /// <summary>Deletes everything in it.</summary>
    public void Clear()
    {
        Directory.Delete(Path, recursive: true);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Writes a file that may hold a password.</summary>
    public string WritePrivate(string name, string content)
    {
        if (OperatingSystem.IsWindows())
        {
            throw NotOnWindows();
        }

        var path = File(name);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(content);
        return path;
    }

    private static PlatformNotSupportedException NotOnWindows() =>
        new("The servers run as ordinary processes on Linux and macOS; on Windows they need a container runtime.");
}
