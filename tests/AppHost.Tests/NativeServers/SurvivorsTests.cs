using System.Diagnostics;
using ReferenceShop.AppHost.NativeServers;
using Xunit;

namespace ReferenceShop.AppHost.Tests.NativeServers;

public sealed class SurvivorsTests : IDisposable
{
    private readonly TemporaryState _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task A_server_that_works_in_the_folder_is_stopped_and_no_other()
    {
        using var survivor = Sleep(Directory.CreateDirectory(Path.Combine(_state.Path, "redis")).FullName);
        using var other = Sleep(Path.GetTempPath());

        Survivors.Stop(_state.Path);
        await survivor.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(other.HasExited);
        other.Kill();
    }

    private static Process Sleep(string folder) =>
        Process.Start(new ProcessStartInfo("sleep", ["600"]) { WorkingDirectory = folder, UseShellExecute = false })!;
}
