using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.AppHost.NativeServers;
using Xunit;

namespace ReferenceShop.AppHost.Tests.NativeServers;

/// <summary>Real servers, started and stopped by the orchestrator.</summary>
public sealed class NativeServersTests : IDisposable
{
    private readonly TemporaryState _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task A_second_run_finds_the_data_of_the_first_even_when_the_passwords_changed()
    {
        await using (var first = await ServersApplication.StartAsync(_state, "FirstPassword"))
        {
            await first.LeaveTracesAsync();
        }

        await using var second = await ServersApplication.StartAsync(_state, "SecondPassword");

        Assert.True(await second.HasRedisTraceAsync());
        Assert.True(await second.HasRabbitTraceAsync());
        Assert.True(await second.HasPostgresTraceAsync());
    }

    [Fact]
    public async Task A_fresh_run_starts_empty()
    {
        await using (var first = await ServersApplication.StartAsync(_state, "Password"))
        {
            await first.LeaveTracesAsync();
        }

        await using var second = await ServersApplication.StartAsync(_state, "Password", "--fresh=true");

        Assert.False(await second.HasRedisTraceAsync());
        Assert.False(await second.HasRabbitTraceAsync());
        Assert.False(await second.HasPostgresTraceAsync());
    }

    [Fact]
    public async Task The_reset_command_empties_one_server_and_leaves_the_others()
    {
        await using var servers = await ServersApplication.StartAsync(_state, "Password");
        await servers.LeaveTracesAsync();
        var commands = servers.Application.Services.GetRequiredService<ResourceCommandService>();

        var result = await commands.ExecuteCommandAsync("postgres", ResetCommand.Name, TestContext.Current.CancellationToken);

        Assert.True(result.Success, result.Message);
        await servers.HealthyAsync("shopdb");
        Assert.False(await servers.HasPostgresTraceAsync());
        Assert.True(await servers.HasRedisTraceAsync());
    }
}
