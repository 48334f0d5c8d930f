namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds the endpoint that a health check or a command speaks HTTP with.</summary>
internal static class HttpEndpoints
{
    public static EndpointReference Default(IResourceWithEndpoints resource, string purpose)
    {
        var endpoints = resource.GetEndpoints().ToArray();
        return Find(e => IsNamed(e, "http")) ?? Find(e => IsNamed(e, "https")) ?? Find(e => e.IsHttp || e.IsHttps)
            ?? new EndpointReference(resource, "http")
            {
                ErrorMessage = $"Could not create {purpose} for resource '{resource.Name}' as no endpoint was found matching one of the specified names: http, https.",
            };

        EndpointReference? Find(Predicate<EndpointReference> predicate) => Array.Find(endpoints, predicate);
    }

    public static void Require(IResource resource, EndpointReference endpoint, string purpose)
    {
        if (!endpoint.Exists)
        {
            throw new DistributedApplicationException(endpoint.ErrorMessage
                ?? $"Could not create {purpose} for resource '{resource.Name}' as no endpoint was found with the name '{endpoint.EndpointName}'.");
        }

        if (!endpoint.IsHttp && !endpoint.IsHttps)
        {
            throw new DistributedApplicationException(
                $"Could not create {purpose} for resource '{resource.Name}' as the endpoint with name '{endpoint.EndpointName}' and scheme " +
                $"'{endpoint.Scheme}' is not an HTTP endpoint.");
        }
    }

    private static bool IsNamed(EndpointReference endpoint, string name) => string.Equals(endpoint.EndpointName, name, StringComparison.OrdinalIgnoreCase);
}
