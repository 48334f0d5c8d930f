using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class NotificationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watching_gives_the_present_and_every_change_once()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".").Resource;
        await using var application = builder.Build();
        await application.PublishStateAsync(program, KnownResourceStates.Starting);
        var seen = new List<string?>();

        await foreach (var change in application.ResourceNotifications.WatchAsync(Cancelled))
        {
            seen.Add(change.Snapshot.State?.Text);
            if (seen.Count == 1)
            {
                await application.PublishStateAsync(program, KnownResourceStates.Running);
                await application.PublishStateAsync(program, KnownResourceStates.Running);
                await application.PublishStateAsync(program, KnownResourceStates.Exited);
            }

            if (seen.Count == 3)
            {
                break;
            }
        }

        Assert.Equal(["Starting", "Running", "Exited"], seen);
    }

    [Fact]
    public async Task The_first_state_follows_from_the_model()
    {
        var builder = TestHost.CreateBuilder();
        var server = builder.AddContainer("server", "s").WithIconName("Database").WithHealthCheck("ping").Resource;
        var child = builder.AddResource(new Child("child", server));
        child.WithReferenceRelationship(server);
        await using var application = builder.Build();

        await application.PublishStateAsync(server, KnownResourceStates.Running);
        await application.PublishStateAsync(child.Resource, KnownResourceStates.Running);

        var snapshot = application.StateOf("server");
        Assert.Equal(("Container", "Database"), (snapshot.ResourceType, snapshot.IconName));
        Assert.Null(Assert.Single(snapshot.HealthReports).Status);
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy, snapshot.HealthStatus);
        Assert.Equal(
            [new("server", "Parent"), new("server", "Reference")],
            application.StateOf("child").Relationships);
        Assert.Equal("ping", Assert.Single(application.StateOf("child").HealthReports).Name);
    }

    [Fact]
    public async Task Each_replica_has_a_state_of_its_own()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("api", "a", ".").WithReplicas("api-aaaa", "api-bbbb").Resource;
        await using var application = builder.Build();

        await application.ResourceNotifications.PublishUpdateAsync(program, s => s with { State = KnownResourceStates.Starting });
        await application.PublishStateAsync(program, KnownResourceStates.Running, "api-bbbb");

        Assert.Equal("Starting", application.StateOf("api-aaaa").State?.Text);
        Assert.Equal("Running", application.StateOf("api-bbbb").State?.Text);
        Assert.False(application.ResourceNotifications.TryGetCurrentState("api", out _));
        var running = await application.ResourceNotifications.WaitForResourceAsync("api", e => e.Snapshot.State?.Text == "Running", Cancelled);
        Assert.Equal("api-bbbb", running.ResourceId);
    }

    [Fact]
    public async Task Waiting_for_a_state_ends_when_it_comes()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".").Resource;
        await using var application = builder.Build();

        var waiting = application.ResourceNotifications.WaitForResourceAsync("A", [KnownResourceStates.Finished, KnownResourceStates.Exited], Cancelled);
        await application.PublishStateAsync(program, KnownResourceStates.Running);
        Assert.False(waiting.IsCompleted);
        await application.PublishStateAsync(program, KnownResourceStates.Finished);

        Assert.Equal("Finished", await waiting.WaitAsync(TestHost.Patience, Cancelled));
    }

    [Fact]
    public async Task Giving_up_says_how_things_stood()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".").WithHealthCheck("ping").Resource;
        await using var application = builder.Build();
        await application.PublishStateAsync(program, KnownResourceStates.Running);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            application.ResourceNotifications.WaitForResourceHealthyAsync("a", WaitBehavior.WaitOnResourceUnavailable, patience.Token));

        Assert.Contains("state 'Running'", error.Message, StringComparison.Ordinal);
        Assert.Contains("health check 'ping' not run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_does_not_exist_never_gets_healthy()
    {
        await using var application = TestHost.CreateBuilder().Build();

        await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            application.ResourceNotifications.WaitForResourceHealthyAsync("ghost", WaitBehavior.StopOnResourceUnavailable, Cancelled));
    }

    [Fact]
    public async Task Who_waits_for_health_learns_that_the_start_failed()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".").Resource;
        await using var application = builder.Build();
        await application.PublishStateAsync(program, KnownResourceStates.FailedToStart);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            application.ResourceNotifications.WaitForResourceHealthyAsync("a", Cancelled));

        Assert.Contains("FailedToStart", error.Message, StringComparison.Ordinal);
    }

    private sealed class Child(string name, IResource parent) : Resource(name), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }
}
