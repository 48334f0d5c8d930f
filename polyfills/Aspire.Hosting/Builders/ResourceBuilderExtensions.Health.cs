using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Makes the health of the resource depend on a health check of the AppHost.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name under which the check is registered in the AppHost's services.</param>
    /// <exception cref="DistributedApplicationException">The resource has this check already.</exception>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(key);
        return builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(check => check.Key == key)
            ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Makes the health of the resource depend on how it answers a GET request.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path; null is the root.</param>
    /// <param name="statusCode">The status of a healthy answer; null is 200.</param>
    /// <param name="endpointName">The endpoint; null is the one called <c>http</c>, else <c>https</c>, else the first that speaks either.</param>
    /// <exception cref="DistributedApplicationException">The endpoint does not speak HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, [EndpointName] string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpHealthCheck(endpointName is null ? null : () => builder.GetEndpoint(endpointName), path, statusCode);
    }

    /// <summary>Makes the health of the resource depend on how an endpoint answers a GET request.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointSelector">Gives the endpoint; null is the one called <c>http</c>, else <c>https</c>, else the first that speaks either.</param>
    /// <param name="path">The path; null is the root.</param>
    /// <param name="statusCode">The status of a healthy answer; null is 200.</param>
    /// <exception cref="DistributedApplicationException">The endpoint does not speak HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = endpointSelector is null ? HttpEndpoints.Default(builder.Resource, "HTTP health check") : endpointSelector();
        HttpEndpoints.Require(builder.Resource, endpoint, "HTTP health check");
        var (checkedPath, status) = (path ?? "/", (HttpStatusCode)(statusCode ?? 200));
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{checkedPath}_{(int)status}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            services => new EndpointHealthCheck(endpoint, checkedPath, status, services.GetRequiredService<IHttpClientFactory>()),
            failureStatus: null,
            tags: null));
        return builder.WithHealthCheck(key);
    }
}
