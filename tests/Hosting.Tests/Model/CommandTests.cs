using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class CommandTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_is_done_to_every_instance_or_to_one()
    {
        var builder = TestHost.CreateBuilder();
        var done = new ConcurrentBag<string>();
        builder.AddExecutable("api", "a", ".").WithReplicas("api-aaaa", "api-bbbb").WithCommand("poke", "Poke", context =>
        {
            done.Add(context.ResourceName);
            return Task.FromResult(CommandResults.Success("poked"));
        });
        await using var application = builder.Build();
        await application.PublishStateAsync(builder.Resources[0], KnownResourceStates.Running, "api-bbbb");

        Assert.True((await application.ResourceCommands.ExecuteCommandAsync("api", "poke", Cancelled)).Success);
        Assert.Equal(["api-aaaa", "api-bbbb"], done.Order(StringComparer.Ordinal));
        done.Clear();
        Assert.Equal("poked", (await application.ResourceCommands.ExecuteCommandAsync("api-bbbb", "poke", Cancelled)).Message);
        Assert.Equal(["api-bbbb"], done);
    }

    [Fact]
    public async Task Failures_are_told_and_not_thrown()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".")
            .WithCommand("fail", "Fail", _ => throw new InvalidOperationException("no power"))
            .WithCommand("halt", "Halt", async context =>
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return CommandResults.Success();
            });
        await using var application = builder.Build();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var failed = await application.ResourceCommands.ExecuteCommandAsync(program.Resource, "fail", Cancelled);
        Assert.False(failed.Success);
        Assert.Contains("no power", failed.Message, StringComparison.Ordinal);
        Assert.True((await application.ResourceCommands.ExecuteCommandAsync(program.Resource, "halt", cancelled.Token)).Canceled);
        Assert.False((await application.ResourceCommands.ExecuteCommandAsync("a", "unknown", Cancelled)).Success);
        Assert.False((await application.ResourceCommands.ExecuteCommandAsync("ghost", "fail", Cancelled)).Success);
    }

    [Fact]
    public async Task What_a_command_asks_for_must_be_given()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".").WithCommand(
            "greet",
            "Greet",
            context => Task.FromResult(CommandResults.Success($"Hello {context.Arguments.GetString("name")}")),
            new CommandOptions
            {
                Arguments = [new InteractionInput { Name = "name", InputType = InputType.Text, Required = true }],
                ValidateArguments = context =>
                {
                    if (context.Inputs.GetString("name") == "nobody")
                    {
                        context.AddValidationError("name", "must be somebody");
                    }

                    return Task.CompletedTask;
                },
            });
        await using var application = builder.Build();

        Assert.False((await application.ResourceCommands.ExecuteCommandAsync("a", "greet", Cancelled)).Success);
        Assert.Contains("must be somebody", (await GreetAsync("nobody")).Message, StringComparison.Ordinal);
        Assert.Equal("Hello Ada", (await GreetAsync("Ada")).Message);

        Task<ExecuteCommandResult> GreetAsync(string name) => application.ResourceCommands.ExecuteCommandAsync(
            program.Resource,
            "greet",
            new InteractionInputCollection([new InteractionInput { Name = "name", InputType = InputType.Text, Value = name }]),
            Cancelled);
    }

    [Theory]
    [InlineData("NotStarted", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Starting", ResourceCommandState.Disabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Waiting", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Running", ResourceCommandState.Hidden, ResourceCommandState.Enabled, ResourceCommandState.Enabled)]
    [InlineData("Stopping", ResourceCommandState.Hidden, ResourceCommandState.Disabled, ResourceCommandState.Disabled)]
    [InlineData("Exited", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    public async Task Lifecycle_commands_follow_the_state(string state, ResourceCommandState start, ResourceCommandState stop, ResourceCommandState restart)
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".").WithReplicas("a-aaaa").Resource;
        await using var application = await builder.BeforeStartAsync(Cancelled);

        await application.PublishStateAsync(program, state, "a-aaaa");

        var states = application.StateOf("a-aaaa").Commands.ToDictionary(command => command.Name, command => command.State);
        Assert.Equal((start, stop, restart), (states["start"], states["stop"], states["restart"]));
    }

    [Fact]
    public async Task Lifecycle_commands_go_to_the_orchestrator()
    {
        var builder = TestHost.CreateBuilder();
        var lifecycle = new Lifecycle();
        builder.Services.AddSingleton<IResourceLifecycle>(lifecycle);
        builder.AddExecutable("api", "a", ".").WithReplicas("api-aaaa");
        await using var application = await builder.BeforeStartAsync(Cancelled);

        var result = await application.ResourceCommands.ExecuteCommandAsync("api", KnownResourceCommands.RestartCommand, Cancelled);

        Assert.True(result.Success, result.Message);
        Assert.Equal(["stop api-aaaa", "start api-aaaa"], lifecycle.Calls);
    }

    [Fact]
    public async Task A_request_command_can_be_used_once_the_resource_is_healthy()
    {
        var builder = TestHost.CreateBuilder();
        var web = builder.AddExecutable("web", "a", ".").WithHttpEndpoint().WithHealthCheck("ping").WithHttpCommand("/reset", "Reset", commandName: "reset");
        await using var application = builder.Build();

        await application.PublishStateAsync(web.Resource, KnownResourceStates.Running);
        Assert.Equal(ResourceCommandState.Disabled, Assert.Single(application.StateOf("web").Commands).State);
        await application.ResourceNotifications.PublishUpdateAsync(
            web.Resource, s => s.WithHealthReports([new HealthReportSnapshot("ping", HealthStatus.Healthy, null, null)]));
        Assert.Equal(ResourceCommandState.Enabled, Assert.Single(application.StateOf("web").Commands).State);
    }

    [Fact]
    public void A_command_of_the_same_name_replaces_the_earlier_one()
    {
        var program = TestHost.CreateBuilder().AddExecutable("a", "a", ".")
            .WithCommand("x", "First", _ => Task.FromResult(CommandResults.Success()))
            .WithCommand("x", "Second", _ => Task.FromResult(CommandResults.Success()));

        Assert.Equal("Second", Assert.Single(program.Resource.Annotations.OfType<ResourceCommandAnnotation>()).DisplayName);
    }

    [Fact]
    public void A_request_command_needs_an_http_endpoint() =>
        Assert.Throws<DistributedApplicationException>(() => TestHost.CreateBuilder().AddExecutable("a", "a", ".").WithHttpCommand("/x", "X"));

    private sealed class Lifecycle : IResourceLifecycle
    {
        public List<string> Calls { get; } = [];

        public Task StartResourceAsync(string resourceInstanceName, CancellationToken cancellationToken) => NoteAsync($"start {resourceInstanceName}");

        public Task StopResourceAsync(string resourceInstanceName, CancellationToken cancellationToken) => NoteAsync($"stop {resourceInstanceName}");

        private Task NoteAsync(string call)
        {
            Calls.Add(call);
            return Task.CompletedTask;
        }
    }
}
