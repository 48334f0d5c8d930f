namespace ReferenceShop.AppHost.Tests;

/// <summary>A state folder of a test's own, deleted with everything in it. Another user must be able to reach it.</summary>
internal sealed class TemporaryState : IDisposable
{
    public TemporaryState()
    {
        Path = Directory.CreateTempSubdirectory("shop-state-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
