using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>How telemetry is sent.</summary>
public enum OtlpProtocol
{
    /// <summary>Over gRPC.</summary>
    Grpc = 0,

    /// <summary>Over HTTP, as protobuf.</summary>
    HttpProtobuf = 1,

    /// <summary>Over HTTP, as JSON.</summary>
    HttpJson = 2,
}

/// <summary>Makes resources leave their telemetry at the dashboard.</summary>
public static class OtlpConfigurationExtensions
{
    private const string DashboardName = "aspire-dashboard";
    private const string GrpcEndpointName = "otlp-grpc";
    private const string HttpEndpointName = "otlp-http";
    private const string DefaultUrl = "http://localhost:18889";

    /// <summary>Tells the resource by <c>OTEL_*</c> variables where telemetry goes, over any protocol.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment);
        return builder;
    }

    /// <summary>Tells the resource by <c>OTEL_*</c> variables where telemetry goes, over one protocol.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="protocol">The protocol.</param>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol);
        return builder;
    }

    /// <summary>Tells the resource by <c>OTEL_*</c> variables where telemetry goes, over any protocol.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="configuration">The configuration of the AppHost.</param>
    /// <param name="environment">The environment of the AppHost.</param>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Add(resource, configuration, environment, requiredProtocol: null);
    }

    /// <summary>Tells the resource by <c>OTEL_*</c> variables where telemetry goes, over one protocol.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="configuration">The configuration of the AppHost.</param>
    /// <param name="environment">The environment of the AppHost.</param>
    /// <param name="protocol">The protocol.</param>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Add(resource, configuration, environment, protocol);
    }

    private static void Add(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? requiredProtocol)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        resource.Annotations.Add(new OtlpExporterAnnotation { RequiredProtocol = requiredProtocol });
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            if (!context.ExecutionContext.IsRunMode)
            {
                return;
            }

            var variables = context.EnvironmentVariables;
            var (url, protocol) = FindReceiver(context.ExecutionContext, configuration, requiredProtocol);
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = url;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;

            // Only the orchestrator knows them: they differ by instance.
            variables["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id={{- index .Annotations \"otel-service-instance-id\" -}}";
            variables["OTEL_SERVICE_NAME"] = "{{- index .Annotations \"otel-service-name\" -}}";
            if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
            }

            if (environment.IsDevelopment())
            {
                // People look at the dashboard while they try things, so telemetry comes soon and complete.
                variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
                variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
                variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            }
        }));
    }

    /// <summary>The endpoint of the dashboard if it is part of the model, else the configured address.</summary>
    private static (object Url, string Protocol) FindReceiver(
        DistributedApplicationExecutionContext executionContext, IConfiguration configuration, OtlpProtocol? required)
    {
        var model = executionContext.TryGetServices()?.GetService<DistributedApplicationModel>();
        if (model is not null && model.Resources.TryGetByName(DashboardName, out var resource) && resource is IResourceWithEndpoints dashboard)
        {
            var (grpc, http) = (dashboard.GetEndpoint(GrpcEndpointName), dashboard.GetEndpoint(HttpEndpointName));
            if (required is null or OtlpProtocol.Grpc && grpc.Exists)
            {
                return (grpc, NameOf(OtlpProtocol.Grpc));
            }

            if (required is not OtlpProtocol.Grpc && http.Exists)
            {
                return (http, NameOf(required ?? OtlpProtocol.HttpProtobuf));
            }
        }

        var grpcUrl = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];
        var httpUrl = configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];
        return required is OtlpProtocol.HttpProtobuf or OtlpProtocol.HttpJson || (required is null && grpcUrl is null && httpUrl is not null)
            ? (new HostUrl(httpUrl ?? DefaultUrl), NameOf(required ?? OtlpProtocol.HttpProtobuf))
            : (new HostUrl(grpcUrl ?? DefaultUrl), NameOf(OtlpProtocol.Grpc));
    }

    private static string NameOf(OtlpProtocol protocol) => protocol switch
    {
        OtlpProtocol.HttpProtobuf => "http/protobuf",
        OtlpProtocol.HttpJson => "http/json",
        _ => "grpc",
    };
}
