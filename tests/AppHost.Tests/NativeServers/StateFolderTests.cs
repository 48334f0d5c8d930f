using ReferenceShop.AppHost.Local;
using Xunit;

namespace ReferenceShop.AppHost.Tests.NativeServers;

public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryState _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void A_second_run_in_the_same_folder_is_told_who_has_it()
    {
        using var first = StateFolder.Open(_state.Path);

        var failure = Assert.Throws<StartFailure>(() => StateFolder.Open(_state.Path));

        Assert.Contains($"process {Environment.ProcessId}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--state-folder", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_is_free_again_after_the_first_run()
    {
        StateFolder.Open(_state.Path).Dispose();

        using var second = StateFolder.Open(_state.Path);

        Assert.Equal(_state.Path, second.Path);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_named()
    {
        var file = Path.Combine(_state.Path, "file");
        File.WriteAllText(file, "");

        var failure = Assert.Throws<StartFailure>(() => StateFolder.Open(Path.Combine(file, "below")));

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_checkout_has_its_own() =>
        Assert.NotEqual(StateFolder.DefaultPath("/one/shop/AppHost"), StateFolder.DefaultPath("/two/shop/AppHost"));
}
