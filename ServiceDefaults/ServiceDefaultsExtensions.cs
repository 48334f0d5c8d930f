using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using ReferenceShop.ServiceDefaults.Health;
using ReferenceShop.ServiceDefaults.Http;
using ReferenceShop.ServiceDefaults.Errors;
using ReferenceShop.ServiceDefaults.Telemetry;

namespace ReferenceShop.ServiceDefaults;

/// <summary>What every service of the shop has in common, in two calls.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds telemetry, health, service discovery, resilient outgoing HTTP, problem details, request limits and an OpenAPI document.
    /// Call it first; <see cref="MapDefaultEndpoints"/> is its other half.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddOutgoingHttp();
        builder.AddIncomingHttp();
        builder.AddProblems();
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (ready), <c>/alive</c> and <c>/openapi/v1.json</c>, in every environment: a platform probes them everywhere. Call it last:
    /// it also catches what the endpoints throw.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        // In Development the framework puts its error page around the whole program; inside of it, errors look the same everywhere.
        app.UseExceptionHandler();
        app.MapHealth();
        app.MapOpenApi();
        return app;
    }
}
