using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Makes a provider per service. Factories are asked in the order of their registration; every provider made is used.</summary>
public interface IServiceEndpointProviderFactory
{
    /// <summary>Makes a provider for a service.</summary>
    /// <param name="query">The service that is looked for.</param>
    /// <param name="provider">The provider, which the caller disposes.</param>
    /// <returns>False when this factory has nothing to say about that service.</returns>
    bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider);
}
