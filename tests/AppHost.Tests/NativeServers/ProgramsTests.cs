using ReferenceShop.AppHost.NativeServers;
using Xunit;

namespace ReferenceShop.AppHost.Tests.NativeServers;

public sealed class ProgramsTests
{
    [Fact]
    public void A_program_that_is_nowhere_is_named_with_the_command_that_installs_it()
    {
        var missing = Assert.Throws<ServerMissingException>(() => Programs.Require("redis-server", Programs.Find("no-such-server")));

        Assert.Contains("'redis-server'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_given_come_before_the_path()
    {
        using var folder = new TemporaryState();
        var shell = Path.Combine(folder.Path, "sh");
        File.WriteAllText(shell, "");

        Assert.Equal(shell, Programs.Find("sh", [folder.Path]));
    }
}
