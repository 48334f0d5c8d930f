using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ReferenceShop.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    // The sources and meters that .NET and the drivers bring themselves; no instrumentation package is needed on .NET 10.
    private static readonly string[] s_sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "RabbitMQ.Client.*", "Yarp.ReverseProxy", "ReferenceShop.*"];

    private static readonly string[] s_meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics",
        "System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Npgsql", "Polly", "ReferenceShop.*",
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var instance = ServiceInstance.Current(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(instance);
        builder.Services.AddTransient<IStartupFilter, InstanceHeaders>();
        ServerSpans.AskForAttributes();
        builder.Services.AddTransient<IStartupFilter, ServerSpans>();

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(s_meters))
            .WithTracing(tracing => tracing.AddSource(s_sources).AddProcessor<DatabaseSpans>().AddProcessor<HousekeepingFilter>());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            // A stop waits for the last export of traces, metrics and logs. With the exporter's own 10 s, a receiver that does not answer would use up all the
            // time that a stop has.
            builder.Configuration["OTEL_EXPORTER_OTLP_TIMEOUT"] ??= "2000";
            telemetry.UseOtlpExporter();
        }
    }
}
