using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class HealthTests
{
    private readonly ConcurrentQueue<string> _ready = [];
    private volatile Outcome _health = new(HealthCheckResult.Unhealthy("not yet"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resource_is_healthy_when_its_checks_are_and_ready_once()
    {
        var builder = CreateBuilder(out var server);
        server.OnResourceReady((resource, _, _) =>
        {
            _ready.Enqueue(resource.Name);
            return Task.CompletedTask;
        });
        await using var application = builder.Build();
        using var monitor = await StartMonitorAsync(application);

        await application.PublishStateAsync(server.Resource, KnownResourceStates.Running);
        await application.ResourceNotifications.WaitForResourceAsync(
            "server", e => e.Snapshot.HealthReports.Any(report => report.Description == "not yet"), Cancelled);
        Assert.Equal(HealthStatus.Unhealthy, application.StateOf("server").HealthStatus);
        Assert.Empty(_ready);

        _health = new(HealthCheckResult.Healthy());
        await application.ResourceNotifications.WaitForResourceHealthyAsync("server", Cancelled).WaitAsync(TestHost.Patience, Cancelled);
        Assert.Equal(HealthStatus.Healthy, application.StateOf("server").HealthStatus);
        Assert.Equal(["server"], _ready);

        _health = new(HealthCheckResult.Unhealthy("later"));
        await application.ResourceNotifications.WaitForResourceAsync("server", e => e.Snapshot.HealthStatus == HealthStatus.Unhealthy, Cancelled);
        _health = new(HealthCheckResult.Healthy());
        await application.ResourceNotifications.WaitForResourceAsync("server", e => e.Snapshot.HealthStatus == HealthStatus.Healthy, Cancelled);
        Assert.Equal(["server"], _ready);
        await monitor.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Those_that_wait_also_wait_for_the_handlers_of_ready()
    {
        var builder = CreateBuilder(out var server);
        var seeded = new TaskCompletionSource();
        server.OnResourceReady((_, _, _) => seeded.Task);
        var web = builder.AddExecutable("web", "a", ".").WaitFor(server);
        await using var application = builder.Build();
        using var monitor = await StartMonitorAsync(application);
        _health = new(HealthCheckResult.Healthy());

        var waiting = application.ResourceNotifications.WaitForDependenciesAsync(web.Resource, Cancelled);
        await application.PublishStateAsync(server.Resource, KnownResourceStates.Running);
        await application.ResourceNotifications.WaitForResourceAsync("server", e => e.Snapshot.HealthStatus == HealthStatus.Healthy, Cancelled);
        Assert.False(waiting.IsCompleted);

        seeded.SetResult();
        await waiting.WaitAsync(TestHost.Patience, Cancelled);
        await monitor.StopAsync(Cancelled);
    }

    [Fact]
    public async Task A_handler_of_ready_that_fails_fails_those_that_wait()
    {
        var builder = CreateBuilder(out var server);
        server.OnResourceReady((_, _, _) => throw new InvalidOperationException("seeding failed"));
        await using var application = builder.Build();
        using var monitor = await StartMonitorAsync(application);
        _health = new(HealthCheckResult.Healthy());
        await application.PublishStateAsync(server.Resource, KnownResourceStates.Running);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            application.ResourceNotifications.WaitForResourceHealthyAsync("server", Cancelled).WaitAsync(TestHost.Patience, Cancelled));

        Assert.Equal("seeding failed", error.Message);
        await monitor.StopAsync(Cancelled);
    }

    [Fact]
    public async Task A_resource_without_checks_is_ready_when_it_runs()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".");
        await using var application = builder.Build();
        using var monitor = await StartMonitorAsync(application);

        await application.PublishStateAsync(program.Resource, KnownResourceStates.Running);

        await application.ResourceNotifications.WaitForResourceHealthyAsync("a", Cancelled).WaitAsync(TestHost.Patience, Cancelled);
        await monitor.StopAsync(Cancelled);
    }

    [Fact]
    public async Task After_a_restart_everything_is_found_out_anew()
    {
        var builder = CreateBuilder(out var server);
        server.OnResourceReady((resource, _, _) =>
        {
            _ready.Enqueue(resource.Name);
            return Task.CompletedTask;
        });
        await using var application = builder.Build();
        using var monitor = await StartMonitorAsync(application);
        _health = new(HealthCheckResult.Healthy());
        await application.PublishStateAsync(server.Resource, KnownResourceStates.Running);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("server", Cancelled).WaitAsync(TestHost.Patience, Cancelled);

        await application.PublishStateAsync(server.Resource, KnownResourceStates.Exited);
        Assert.Null(application.StateOf("server").HealthStatus);
        _health = new(HealthCheckResult.Unhealthy("starting"));
        await application.PublishStateAsync(server.Resource, KnownResourceStates.Running);
        Assert.Equal(HealthStatus.Unhealthy, application.StateOf("server").HealthStatus);

        _health = new(HealthCheckResult.Healthy());
        await application.ResourceNotifications.WaitForResourceHealthyAsync("server", Cancelled).WaitAsync(TestHost.Patience, Cancelled);
        Assert.Equal(["server", "server"], _ready);
        await monitor.StopAsync(Cancelled);
    }

    [Fact]
    public async Task A_replica_that_comes_back_is_checked_at_once()
    {
        var builder = CreateBuilder(out var server);
        server.WithReplicas("server-aaaa", "server-bbbb");
        await using var application = builder.Build();
        using var monitor = await StartMonitorAsync(application, TimeSpan.FromHours(1));
        _health = new(HealthCheckResult.Healthy());
        await application.ResourceNotifications.PublishUpdateAsync(server.Resource, s => s with { State = KnownResourceStates.Running });
        await BothHealthyAsync();

        await application.PublishStateAsync(server.Resource, KnownResourceStates.Exited, "server-bbbb");
        await application.PublishStateAsync(server.Resource, KnownResourceStates.Running, "server-bbbb");

        await BothHealthyAsync();
        await monitor.StopAsync(Cancelled);

        async Task BothHealthyAsync()
        {
            foreach (var instance in (string[])["server-aaaa", "server-bbbb"])
            {
                await application.ResourceNotifications.WaitForResourceAsync(
                    "server",
                    e => e.ResourceId == instance && e.Snapshot is { HealthStatus: HealthStatus.Healthy, ResourceReadyEvent: not null },
                    Cancelled).WaitAsync(TestHost.Patience, Cancelled);
            }
        }
    }

    [Fact]
    public async Task A_check_that_nobody_registered_is_named()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".").WithHealthCheck("ghost");
        await using var application = builder.Build();
        using var monitor = await StartMonitorAsync(application);

        await application.PublishStateAsync(program.Resource, KnownResourceStates.Running);

        var failed = await application.ResourceNotifications.WaitForResourceAsync(
            "a", e => e.Snapshot.HealthReports[0].Status == HealthStatus.Unhealthy, Cancelled).WaitAsync(TestHost.Patience, Cancelled);
        Assert.Contains("'ghost'", failed.Snapshot.HealthReports[0].Description, StringComparison.Ordinal);
        await monitor.StopAsync(Cancelled);
    }

    private IDistributedApplicationBuilder CreateBuilder(out IResourceBuilder<ExecutableResource> server)
    {
        var builder = TestHost.CreateBuilder();
        builder.Services.AddHealthChecks().AddCheck("ping", () => _health.Result);
        server = builder.AddExecutable("server", "s", ".").WithHealthCheck("ping");
        return builder;
    }

    private static async Task<ResourceHealthMonitor> StartMonitorAsync(DistributedApplication application, TimeSpan? healthyInterval = null)
    {
        var services = application.Services;
        var monitor = new ResourceHealthMonitor(
            application.ResourceNotifications,
            services.GetRequiredService<HealthCheckService>(),
            services.GetRequiredService<IDistributedApplicationEventing>(),
            services,
            TimeProvider.System,
            NullLogger<ResourceHealthMonitor>.Instance)
        {
            HealthyInterval = healthyInterval ?? TimeSpan.FromMilliseconds(20),
            UnhealthyStep = TimeSpan.FromMilliseconds(5),
        };
        await monitor.StartAsync(Cancelled);
        return monitor;
    }

    private sealed record Outcome(HealthCheckResult Result);
}
