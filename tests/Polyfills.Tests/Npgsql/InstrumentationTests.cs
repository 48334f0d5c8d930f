using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.Npgsql;

public sealed class InstrumentationTests(PostgresServers servers) : IClassFixture<PostgresServers>
{
    [Fact]
    public async Task The_health_check_is_named_after_the_context()
    {
        using var reachable = Host(await servers.CreateDatabaseAsync("notes"));
        using var away = Host(PostgresServers.Nowhere, settings => settings.DisableRetry = true);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(reachable)).Entries["NotesDb"].Status);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(away)).Entries["NotesDb"].Status);
    }

    [Fact]
    public async Task The_health_check_can_be_left_out()
    {
        using var host = Host(PostgresServers.Nowhere, settings => settings.DisableHealthChecks = true);

        Assert.Empty((await CheckAsync(host)).Entries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Queries_are_spans_unless_tracing_is_off(bool disabled)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var host = Host(
            await servers.CreateDatabaseAsync("notes"),
            settings => settings.DisableTracing = disabled,
            services => services.AddOpenTelemetry().WithTracing(tracing => tracing.AddProcessor(new Spans(spans))));
        await host.StartAsync();

        await QueryAsync(host);

        Assert.Equal(disabled, spans.IsEmpty);
        Assert.All(spans, span => Assert.Equal("Npgsql", span.Source.Name));
        await host.StopAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_driver_is_measured_unless_metrics_are_off(bool disabled)
    {
        var meters = new ConcurrentDictionary<string, bool>();
        using var host = Host(
            await servers.CreateDatabaseAsync("notes"),
            settings => settings.DisableMetrics = disabled,
            services => services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddReader(new BaseExportingMetricReader(new Meters(meters)))));
        await host.StartAsync();

        await QueryAsync(host);
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal(!disabled, meters.ContainsKey("Npgsql"));
        await host.StopAsync();
    }

    private static IHost Host(
        string connectionString, Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = NotesDb.Builder(("ConnectionStrings:notes", connectionString));
        builder.Services.AddHealthChecks();
        builder.AddNpgsqlDbContext<NotesDb>("notes", configure);
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static async Task QueryAsync(IHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.ExecuteSqlAsync($"SELECT 1");
    }

    private sealed class Spans(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }

    private sealed class Meters(ConcurrentDictionary<string, bool> meters) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                meters[metric.MeterName] = true;
            }

            return ExportResult.Success;
        }
    }
}
