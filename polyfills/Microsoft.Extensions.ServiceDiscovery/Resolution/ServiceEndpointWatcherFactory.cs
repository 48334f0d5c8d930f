using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery.Providers;

namespace Microsoft.Extensions.ServiceDiscovery.Resolution;

internal sealed class ServiceEndpointWatcherFactory(
    IEnumerable<IServiceEndpointProviderFactory> factories,
    IOptions<ServiceDiscoveryOptions> options,
    TimeProvider clock,
    ILogger<ServiceEndpointWatcher> logger)
{
    // The pass-through has an answer for everything, so it comes last whenever it was added.
    private readonly IServiceEndpointProviderFactory[] _factories = [.. factories.OrderBy(static factory => factory is PassThroughEndpointProviderFactory)];

    public ServiceEndpointWatcher Create(string serviceName)
    {
        if (!ServiceEndpointQuery.TryParse(serviceName, out var query))
        {
            throw new ArgumentException($"'{serviceName}' is not the name of a service: a host or an absolute URI is needed.", nameof(serviceName));
        }

        List<IServiceEndpointProvider> providers = [];
        foreach (var factory in _factories)
        {
            if (factory.TryCreateProvider(query, out var provider))
            {
                providers.Add(provider);
            }
        }

        return providers.Count > 0
            ? new ServiceEndpointWatcher(serviceName, providers, options.Value.RefreshPeriod, clock, logger)
            : throw new InvalidOperationException($"No provider of service endpoints takes '{serviceName}'.");
    }
}
