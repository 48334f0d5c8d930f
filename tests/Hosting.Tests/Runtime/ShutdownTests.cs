namespace ReferenceShop.Hosting.Tests.Runtime;

public sealed class ShutdownTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_host_and_everything_that_it_runs(string signal)
    {
        await using var host = HostProcess.Start();
        await WaitUntilUpAsync(host);

        await host.SignalAsync(signal, Token);
        var exitCode = await host.WaitForExitAsync(Token);

        Assert.Equal(0, exitCode);
        Assert.Empty(host.Resources());
        Assert.Empty(ProcessTable.With($"--monitor {host.Pid} "));
    }

    [Fact]
    public async Task A_signal_while_it_starts_ends_it_too()
    {
        await using var host = HostProcess.Start();
        await host.WaitForLineAsync("Distributed application starting", Token);

        await host.SignalAsync("INT", Token);
        var exitCode = await host.WaitForExitAsync(Token);

        Assert.Equal(0, exitCode);
        await HostProcess.UntilAsync(() => host.Resources().Count == 0, () => $"Left: {string.Join("; ", host.Resources())}", Token);
    }

    [Fact]
    public async Task After_a_hard_kill_of_the_host_nothing_that_it_ran_is_left()
    {
        await using var host = HostProcess.Start();
        await WaitUntilUpAsync(host);

        await host.SignalAsync("KILL", Token);
        await host.WaitForExitAsync(Token);

        await HostProcess.UntilAsync(() => host.Resources().Count == 0, () => $"Left: {string.Join("; ", host.Resources())}", Token);
    }

    [Fact]
    public async Task When_the_orchestrator_dies_the_host_says_so_and_ends()
    {
        await using var host = HostProcess.Start();
        await WaitUntilUpAsync(host);
        var orchestrator = Assert.Single(ProcessTable.With($"start-apiserver --monitor {host.Pid} "));

        System.Diagnostics.Process.GetProcessById(orchestrator.Pid).Kill();

        await host.WaitForLineAsync("orchestrator has ended", Token);
        Assert.Equal(1, await host.WaitForExitAsync(Token));
        await HostProcess.UntilAsync(() => host.Resources().Count == 0, () => $"Left: {string.Join("; ", host.Resources())}", Token);
    }

    [Fact]
    public async Task Without_the_orchestrator_the_host_ends_with_one_line_that_says_so()
    {
        await using var host = HostProcess.Start("--dcp-cli-path", "/no/such/dcp");

        var exitCode = await host.WaitForExitAsync(Token);

        Assert.Equal(1, exitCode);
        var line = await host.WaitForLineAsync("Aspire's orchestrator is not at '/no/such/dcp'", Token);
        Assert.Contains("Build the AppHost", line, StringComparison.Ordinal);
    }

    private static async Task WaitUntilUpAsync(HostProcess host)
    {
        await host.WaitForLineAsync("Login to the dashboard at", Token);
        await HostProcess.UntilAsync(
            () => host.Resources().Count(p => p.CommandLine.Contains("SampleApi.dll", StringComparison.Ordinal)) == 2,
            () => host.Output,
            Token);
    }
}
