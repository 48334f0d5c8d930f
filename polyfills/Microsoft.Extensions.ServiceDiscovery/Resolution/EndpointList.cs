using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery.Resolution;

internal sealed class EndpointList : IServiceEndpointBuilder
{
    private readonly List<ServiceEndpoint> _endpoints = [];
    private readonly List<IChangeToken> _changes = [];

    public IList<ServiceEndpoint> Endpoints => _endpoints;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public void AddChangeToken(IChangeToken changeToken) => _changes.Add(changeToken);

    public ServiceEndpointSource Build() => new(_endpoints, new CompositeChangeToken(_changes), Features);
}
