using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.Hosting.Tests.Runtime;

public sealed class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Projects_send_telemetry_to_the_dashboard_with_its_key_and_their_own_identity()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(
            ["--Logging:LogLevel:Default=None", "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true"],
            (options, _) => options.DisableDashboard = false,
            Token);
        await using var application = await builder.BuildAsync(Token);
        var starting = application.StartAsync(Token);
        var running = await application.ResourceNotifications
            .WaitForResourceAsync("api", e => e.Snapshot.State?.Text == "Running" && !e.Snapshot.EnvironmentVariables.IsEmpty, Token)
            .WaitAsync(HostProcess.Patience, Token);

        var dashboard = application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ExecutableResource>().Single(r => r.Name == "aspire-dashboard");
        var api = running.Snapshot;
        Assert.Equal(dashboard.GetEndpoint("otlp-grpc").Url, api.Variable("OTEL_EXPORTER_OTLP_ENDPOINT"));
        Assert.Matches("^x-otlp-api-key=[0-9a-f]{32}$", api.Variable("OTEL_EXPORTER_OTLP_HEADERS"));
        Assert.Equal("api", api.Variable("OTEL_SERVICE_NAME"));
        Assert.Equal($"service.instance.id={running.ResourceId["api-".Length..]}", api.Variable("OTEL_RESOURCE_ATTRIBUTES"));
        Assert.False(starting.IsFaulted, starting.Exception?.Message);
    }
}
