using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ReferenceShop.ServiceDefaults.Telemetry;

/// <summary>Who this process is: the name of its service and the id that tells it from the service's other instances.</summary>
/// <param name="Service">The resource name, such as <c>products</c>.</param>
/// <param name="Id">The instance id, the same one that telemetry carries as <c>service.instance.id</c>.</param>
public sealed record ServiceInstance(string Service, string Id)
{
    /// <summary>As responses carry it: <c>products/3f2a</c>.</summary>
    public override string ToString() => $"{Service}/{Id}";

    /// <summary>
    /// Reads <c>OTEL_SERVICE_NAME</c> and the <c>service.instance.id</c> of <c>OTEL_RESOURCE_ATTRIBUTES</c>, which the host gives to each
    /// instance, e.g. <c>service.instance.id=vegppbkr,deployment.environment=dev</c>; without them the application name and a random id.
    /// </summary>
    internal static ServiceInstance Current(IConfiguration configuration, IHostEnvironment environment)
    {
        var service = configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : environment.ApplicationName.ToLowerInvariant();
        var id = (configuration["OTEL_RESOURCE_ATTRIBUTES"] ?? "")
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2))
            .FirstOrDefault(pair => pair is ["service.instance.id", { Length: > 0 }])?[1];
        return new(service, id ?? Guid.NewGuid().ToString("N")[..8]);
    }
}
