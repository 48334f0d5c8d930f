using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>The endpoints of a service as they were at one moment.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ServiceEndpointSource
{
    /// <summary>Makes an answer.</summary>
    /// <param name="endpoints">The endpoints; none when null.</param>
    /// <param name="changeToken">Says when the answer is outdated.</param>
    /// <param name="features">Features of the answer as a whole.</param>
    /// <exception cref="ArgumentNullException">A token or features are missing.</exception>
    public ServiceEndpointSource(List<ServiceEndpoint>? endpoints, IChangeToken changeToken, IFeatureCollection features)
    {
        ArgumentNullException.ThrowIfNull(changeToken);
        ArgumentNullException.ThrowIfNull(features);
        Endpoints = endpoints ?? [];
        ChangeToken = changeToken;
        Features = features;
    }

    /// <summary>The endpoints, possibly none.</summary>
    public IReadOnlyList<ServiceEndpoint> Endpoints { get; }

    /// <summary>Says when the answer is outdated.</summary>
    public IChangeToken ChangeToken { get; }

    /// <summary>Features of the answer as a whole.</summary>
    public IFeatureCollection Features { get; }

    /// <summary>The endpoints, for people.</summary>
    /// <returns>A list in brackets.</returns>
    public override string ToString() => $"[{string.Join(", ", Endpoints)}]";
}
