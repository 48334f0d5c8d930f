using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.ServiceDiscovery.Providers;

/// <summary>Reads <c>Services:NAME:ENDPOINT</c>, a single value or a numbered list, where ENDPOINT is a name, a scheme or <c>default</c>.</summary>
internal sealed class ConfigurationEndpointProvider(
    ServiceEndpointQuery query,
    IConfiguration configuration,
    ConfigurationServiceEndpointProviderOptions options,
    ServiceDiscoveryOptions discovery) : IServiceEndpointProvider, IHostNameFeature
{
    private readonly IReadOnlyList<string> _schemes = discovery.ApplyAllowedSchemes(query.IncludedSchemes);
    private readonly bool _anyScheme = discovery.AllowAllSchemes && query.IncludedSchemes.Count == 0;

    string IHostNameFeature.HostName => query.ServiceName;

    public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Endpoints.Count > 0)
        {
            return default;
        }

        var service = configuration.GetSection(options.SectionName).GetSection(query.ServiceName);
        endpoints.AddChangeToken(service.Exists() ? service.GetReloadToken() : configuration.GetReloadToken());

        if (FindEndpointSection(service) is { } section)
        {
            foreach (var endpoint in PreferredOf([.. Read(section)]))
            {
                endpoints.Endpoints.Add(endpoint);
            }
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;

    public override string ToString() => "Configuration";

    private IConfigurationSection? FindEndpointSection(IConfigurationSection service)
    {
        IEnumerable<string> names = string.IsNullOrWhiteSpace(query.EndpointName) ? ["default", .. _schemes] : [query.EndpointName];
        return names.Select(service.GetSection).FirstOrDefault(static section => section.Exists());
    }

    private IEnumerable<ServiceEndpoint> Read(IConfigurationSection section)
    {
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            yield return Parse(section);
            yield break;
        }

        foreach (var item in section.GetChildren())
        {
            yield return int.TryParse(item.Key, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
                ? Parse(item)
                : throw new KeyNotFoundException($"'{item.Path}' is not an endpoint of '{query.ServiceName}': endpoints in a list are numbered.");
        }
    }

    private ServiceEndpoint Parse(IConfigurationSection section)
    {
        if (!ServiceEndpoint.TryParse(section.Value, out var endpoint))
        {
            throw new KeyNotFoundException($"'{section.Path}' is not an address of '{query.ServiceName}': '{section.Value}'.");
        }

        endpoint.Features.Set<IServiceEndpointProvider>(this);
        if (options.ShouldApplyHostNameMetadata(endpoint))
        {
            endpoint.Features.Set<IHostNameFeature>(this);
        }

        return endpoint;
    }

    /// <summary>The endpoints of the first wanted scheme that any of them has, and those that do not say their scheme.</summary>
    private IEnumerable<ServiceEndpoint> PreferredOf(List<ServiceEndpoint> found)
    {
        if (_anyScheme)
        {
            return found;
        }

        var preferred = _schemes.FirstOrDefault(scheme => found.Exists(endpoint => SchemeOf(endpoint) == scheme));
        return found.Where(endpoint => SchemeOf(endpoint) is not { } scheme || scheme == preferred);
    }

    private static string? SchemeOf(ServiceEndpoint endpoint) => (endpoint.EndPoint as UriEndPoint)?.Uri.Scheme;
}
