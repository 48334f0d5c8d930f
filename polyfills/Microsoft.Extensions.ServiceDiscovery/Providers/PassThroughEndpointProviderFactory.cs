using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Microsoft.Extensions.ServiceDiscovery.Providers;

/// <summary>Takes a name for the host it is; the name of an endpoint in front of it is dropped.</summary>
internal sealed class PassThroughEndpointProviderFactory : IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = new PassThroughEndpointProvider(ToEndPoint(query));
        return true;
    }

    private static EndPoint ToEndPoint(ServiceEndpointQuery query)
    {
        var name = query.ToString()!;
        var address = name.Contains("://", StringComparison.Ordinal) ? name : $"any://{name}";
        if (query.ServiceName.Length == 0 || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return new DnsEndPoint(name, 0);
        }

        var port = Math.Max(uri.Port, 0);
        return IPAddress.TryParse(query.ServiceName, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(query.ServiceName, port);
    }

    private sealed class PassThroughEndpointProvider(EndPoint endPoint) : IServiceEndpointProvider
    {
        public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
        {
            if (endpoints.Endpoints.Count == 0)
            {
                var endpoint = ServiceEndpoint.Create(endPoint);
                endpoint.Features.Set<IServiceEndpointProvider>(this);
                endpoints.Endpoints.Add(endpoint);
            }

            return default;
        }

        public ValueTask DisposeAsync() => default;

        public override string ToString() => "Pass-through";
    }
}
