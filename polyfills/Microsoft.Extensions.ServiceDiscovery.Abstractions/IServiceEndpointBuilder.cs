using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Collects the endpoints of one service; each provider is handed what the ones before it found.</summary>
public interface IServiceEndpointBuilder
{
    /// <summary>What has been found so far; a provider may add to it, and usually leaves it alone when it is not empty.</summary>
    IList<ServiceEndpoint> Endpoints { get; }

    /// <summary>Features of the answer as a whole.</summary>
    IFeatureCollection Features { get; }

    /// <summary>Makes the answer outdated when a token fires. When all tokens call back actively, the service is not polled.</summary>
    /// <param name="changeToken">The token.</param>
    void AddChangeToken(IChangeToken changeToken);
}
