using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReferenceShop.ServiceDefaults.Tests;

public class HealthTests
{
    [Fact]
    public async Task A_service_is_ready_and_alive_in_every_environment()
    {
        await using var service = await SampleService.StartAsync(_ => { });

        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task A_failing_check_makes_it_not_ready_but_leaves_it_alive()
    {
        await using var service = await SampleService.StartAsync(_ => { }, configure: services =>
            services.AddHealthChecks().AddCheck("database", () => HealthCheckResult.Unhealthy("password=hunter2")));

        using var ready = await service.Client.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.DoesNotContain("hunter2", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task Many_probes_at_once_run_the_checks_once()
    {
        var runs = 0;
        await using var service = await SampleService.StartAsync(_ => { }, configure: services =>
            services.AddHealthChecks().AddCheck("counted", () =>
            {
                Interlocked.Increment(ref runs);
                return HealthCheckResult.Healthy();
            }));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => service.Client.GetAsync("/health")));

        Assert.InRange(runs, 1, 5);
    }

    [Fact]
    public async Task Readiness_falls_while_requests_are_still_served()
    {
        await using var service = await SampleService.StartAsync(_ => { }, new() { ["Shutdown:ReadinessDelay"] = "00:00:03" });

        var stop = service.StopAsync();
        using var ready = await service.Client.GetAsync("/health");
        using var alive = await service.Client.GetAsync("/alive");
        await stop;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_readiness_delay_out_of_range_is_refused_by_name()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => SampleService.StartAsync(_ => { }, new() { ["Shutdown:ReadinessDelay"] = "01:00:00" }));

        Assert.Contains("Shutdown:ReadinessDelay", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_of_telemetry_that_never_answers_does_not_hold_up_a_stop()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var service = await SampleService.StartAsync(_ => { }, new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{silent.LocalEndpoint}" });
        await service.Client.GetAsync("/openapi/v1.json");

        var began = TimeProvider.System.GetTimestamp();
        await service.StopAsync();
        await service.DisposeAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
