using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Microsoft.Extensions.ServiceDiscovery.Yarp;

/// <summary>Destination <c>d</c> at <c>http://products</c> becomes <c>d[localhost:5001]</c>, <c>d[localhost:5002]</c> and so on.</summary>
internal sealed class ServiceDiscoveryDestinationResolver(ServiceEndpointResolver resolver, IOptions<ServiceDiscoveryOptions> options)
    : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(destinations.Select(destination => ResolveAsync(destination.Key, destination.Value, cancellationToken)));

        Dictionary<string, DestinationConfig> resolved = new(StringComparer.Ordinal);
        foreach (var (name, config) in answers.SelectMany(static answer => answer.Destinations))
        {
            resolved[name] = config;
        }

        return new ResolvedDestinationCollection(resolved, new CompositeChangeToken([.. answers.Select(static answer => answer.Changes)]));
    }

    private async Task<(List<KeyValuePair<string, DestinationConfig>> Destinations, IChangeToken Changes)> ResolveAsync(
        string name, DestinationConfig config, CancellationToken cancellationToken)
    {
        var configured = new Uri(config.Address);
        var source = await resolver.GetEndpointsAsync(configured.GetLeftPart(UriPartial.Authority), cancellationToken);

        List<KeyValuePair<string, DestinationConfig>> resolved = [];
        foreach (var address in source.Endpoints.Select(static endpoint => endpoint.ToString()!))
        {
            var target = new Uri(address.Contains("://", StringComparison.Ordinal) ? address : $"{FirstAllowedScheme(configured)}://{address}");
            resolved.Add(KeyValuePair.Create($"{name}[{address}]", config with
            {
                Address = At(configured, target, target.Scheme),
                Health = config.Health is { Length: > 0 } health ? At(new Uri(health), target, scheme: null) : config.Health,
                Host = string.IsNullOrEmpty(config.Host) ? null : config.Host,
            }));
        }

        return (resolved, source.ChangeToken);
    }

    private static string At(Uri uri, Uri target, string? scheme)
    {
        var result = new UriBuilder(uri) { Host = target.Host };
        result.Scheme = scheme ?? result.Scheme;
        result.Port = target.Port;
        return result.Uri.ToString();
    }

    private string FirstAllowedScheme(Uri configured) =>
        configured.Scheme.Split('+') is [var only]
            ? only
            : Array.Find(configured.Scheme.Split('+'), Allowed)
                ?? throw new InvalidOperationException($"None of the schemes of '{configured}' is one of ServiceDiscoveryOptions.AllowedSchemes.");

    private bool Allowed(string scheme) =>
        options.Value.AllowAllSchemes || options.Value.AllowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);
}
