using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>One address at which a service can be called.</summary>
public abstract class ServiceEndpoint
{
    /// <summary>
    /// The address: an <see cref="IPEndPoint"/>, a <see cref="DnsEndPoint"/> or a <see cref="UriEndPoint"/>. Port 0 means the scheme's default.
    /// </summary>
    public abstract EndPoint EndPoint { get; }

    /// <summary>What else is known of the endpoint, for example <see cref="IHostNameFeature"/>.</summary>
    public abstract IFeatureCollection Features { get; }

    /// <summary>Makes an endpoint.</summary>
    /// <param name="endPoint">The address.</param>
    /// <param name="features">Its features; an empty collection when null.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is null.</exception>
    public static ServiceEndpoint Create(EndPoint endPoint, IFeatureCollection? features = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return new AddressedEndpoint(endPoint, features ?? new FeatureCollection());
    }

    /// <summary>Reads an address.</summary>
    /// <param name="value"><c>host</c>, <c>host:port</c>, an IP address with or without port, or an absolute URI.</param>
    /// <param name="serviceEndpoint">The endpoint.</param>
    /// <returns>False when the value is none of these.</returns>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ServiceEndpoint? serviceEndpoint)
    {
        serviceEndpoint = string.IsNullOrWhiteSpace(value) ? null : ParseAddress(value) is { } address ? Create(address) : null;
        return serviceEndpoint is not null;
    }

    private static EndPoint? ParseAddress(string value)
    {
        if (!value.Contains("://", StringComparison.Ordinal) && Uri.TryCreate($"any://{value}", UriKind.Absolute, out var authority))
        {
            var port = Math.Max(authority.Port, 0);
            return IPAddress.TryParse(authority.Host, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(authority.Host, port);
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var uri) ? new UriEndPoint(uri) : null;
    }

    private sealed class AddressedEndpoint(EndPoint endPoint, IFeatureCollection features) : ServiceEndpoint
    {
        public override EndPoint EndPoint => endPoint;

        public override IFeatureCollection Features => features;

        public override string? ToString() => endPoint switch
        {
            IPEndPoint { Port: 0, AddressFamily: AddressFamily.InterNetworkV6 } ip => $"[{ip.Address}]",
            IPEndPoint { Port: 0 } ip => ip.Address.ToString(),
            DnsEndPoint { Port: 0 } dns => dns.Host,
            DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
            _ => endPoint.ToString(),
        };
    }
}
