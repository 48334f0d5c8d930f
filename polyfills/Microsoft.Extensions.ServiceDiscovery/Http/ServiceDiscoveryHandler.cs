using System.Net;
using Microsoft.Extensions.ServiceDiscovery.Resolution;

namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>Rewrites the URI of a request for the way down, and puts the original back for those who see the request afterwards.</summary>
internal sealed class ServiceDiscoveryHandler(WatcherCache watchers, ServiceDiscoveryOptions options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var original = request.RequestUri;
        if (original is not null)
        {
            var (source, turn) = await watchers.GetAsync(original.GetLeftPart(UriPartial.Authority), cancellationToken);
            if (source.Endpoints.Count == 0)
            {
                throw new InvalidOperationException($"No endpoint is known for '{original.GetLeftPart(UriPartial.Authority)}'.");
            }

            var endpoint = source.Endpoints[(int)(turn % (uint)source.Endpoints.Count)];
            request.RequestUri = Resolve(original, endpoint.EndPoint);
            request.Headers.Host ??= endpoint.Features.Get<IHostNameFeature>()?.HostName;
        }

        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = original;
        }
    }

    private Uri Resolve(Uri original, EndPoint endPoint) => endPoint switch
    {
        UriEndPoint { Uri: var target } => AtUri(original, target),
        IPEndPoint ip => AtHost(original, ip.Address.ToString(), ip.Port),
        DnsEndPoint dns => AtHost(original, dns.Host, dns.Port),
        _ => throw new InvalidOperationException($"An endpoint of type {endPoint.GetType()} cannot be called over HTTP."),
    };

    private static Uri AtUri(Uri original, Uri target)
    {
        var result = new UriBuilder(original) { Scheme = target.Scheme, Host = target.Host };
        if (target.Port > 0)
        {
            result.Port = target.Port;
        }

        if (target.AbsolutePath.Length > 1)
        {
            result.Path = $"{target.AbsolutePath.TrimEnd('/')}/{original.AbsolutePath.TrimStart('/')}";
        }

        return result.Uri;
    }

    private Uri AtHost(Uri original, string host, int port)
    {
        var result = new UriBuilder(original) { Host = host };
        if (port > 0)
        {
            result.Port = port;
        }

        if (original.Scheme.Split('+') is [var preferred, _, ..])
        {
            result.Scheme = options.AllowAllSchemes || options.AllowedSchemes.Contains(preferred, StringComparer.OrdinalIgnoreCase)
                ? preferred
                : throw new InvalidOperationException($"The scheme '{preferred}' is not one of ServiceDiscoveryOptions.AllowedSchemes.");
        }

        return result.Uri;
    }
}
