using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.OpenTelemetryHosting;

public sealed class AddOpenTelemetryTests
{
    private readonly string _name = $"test-{Guid.NewGuid():n}";

    [Fact]
    public async Task Spans_are_recorded_from_the_start_of_the_first_other_hosted_service_on()
    {
        var spans = new Kept<Activity, string>(span => span.DisplayName);
        using var source = new ActivitySource(_name);
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton<IHostedService>(new AtStart(() => source.StartActivity("while starting")?.Dispose()));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("shop"))
            .WithTracing(tracing => tracing.AddSource(_name).AddProcessor(new SimpleActivityExportProcessor(spans)));
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["while starting"], spans.Items);
        var resource = host.Services.GetRequiredService<TracerProvider>().GetResource();
        Assert.Contains(resource.Attributes, attribute => attribute is { Key: "service.name", Value: "shop" });
    }

    [Fact]
    public async Task Measurements_are_collected_as_soon_as_the_host_runs()
    {
        var metrics = new Kept<Metric, string>(metric => metric.Name);
        using var meter = new Meter(_name);
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddOpenTelemetry().WithMetrics(configure => configure
            .AddMeter(_name).AddReader(new BaseExportingMetricReader(metrics)));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        meter.CreateCounter<int>("purchases").Add(1);
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Contains("purchases", metrics.Items);
    }

    [Fact]
    public async Task Log_entries_go_to_OpenTelemetry()
    {
        var entries = new Kept<LogRecord, string?>(entry => entry.FormattedMessage);
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddOpenTelemetry().WithLogging(
            logging => logging.AddProcessor(new SimpleLogRecordExportProcessor(entries)), options => options.IncludeFormattedMessage = true);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<ILogger<AddOpenTelemetryTests>>().LogInformation("Sold {Count}", 3);

        Assert.Contains("Sold 3", entries.Items);
    }

    [Fact]
    public void Adding_it_again_configures_the_same_providers()
    {
        var services = new ServiceCollection();

        services.AddOpenTelemetry().WithTracing();
        services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(_name));

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        using var provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<TracerProvider>());
        using var source = new ActivitySource(_name);
        Assert.True(source.HasListeners());
    }

    [Fact]
    public async Task A_signal_that_was_not_asked_for_has_no_provider()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddOpenTelemetry().WithTracing();
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Null(host.Services.GetService<MeterProvider>());
    }

    // Exported items are reused afterwards, so what matters of them is taken at once.
    private sealed class Kept<T, TPart>(Func<T, TPart> part) : BaseExporter<T>
        where T : class
    {
        public List<TPart> Items { get; } = [];

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var item in batch)
            {
                Items.Add(part(item));
            }

            return ExportResult.Success;
        }
    }

    private sealed class AtStart(Action action) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            action();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
