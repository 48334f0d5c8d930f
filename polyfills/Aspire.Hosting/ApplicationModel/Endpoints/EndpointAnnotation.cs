using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource, as wished; <see cref="AllocatedEndpoint"/> is what came of it.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly ValueSnapshot<AllocatedEndpoint> _allocated = new();
    private int? _port;
    private int? _targetPort;
    private bool _portIsCleared;
    private bool _targetPortIsCleared;
    private string? _transport;
    private bool? _tlsEnabled;

    /// <summary>Describes an endpoint that is reached on this machine.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">The scheme of its URL; null is the protocol.</param>
    /// <param name="transport">How it is spoken to, e.g. <c>http2</c>; null follows from the scheme.</param>
    /// <param name="name">Its name; null is the scheme.</param>
    /// <param name="port">The port that clients use; null picks a free one.</param>
    /// <param name="targetPort">The port on which the process listens; null picks a free one.</param>
    /// <param name="isExternal">Whether it is meant for clients outside the application.</param>
    /// <param name="isProxied">Whether the orchestrator puts a proxy in front; null is yes.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
        : this(protocol, networkId: null, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>Describes an endpoint of a network.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="networkId">The network in which <see cref="AllocatedEndpoint"/> is an address; null is this machine.</param>
    /// <param name="uriScheme">The scheme of its URL; null is the protocol.</param>
    /// <param name="transport">How it is spoken to; null follows from the scheme.</param>
    /// <param name="name">Its name; null is the scheme.</param>
    /// <param name="port">The port that clients use; null picks a free one.</param>
    /// <param name="targetPort">The port on which the process listens; null picks a free one.</param>
    /// <param name="isExternal">Whether it is meant for clients outside the application.</param>
    /// <param name="isProxied">Whether the orchestrator puts a proxy in front; null is yes.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        NetworkIdentifier? networkId,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Name = name ?? UriScheme;
        ModelName.Validate("Endpoint", Name);
        _transport = transport;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        AllAllocatedEndpoints.Add(DefaultNetworkID, _allocated);
    }

    /// <summary>The name, unique in the resource regardless of case.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The scheme of the URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>How it is spoken to: <c>http</c>, <c>http2</c>, <c>tcp</c>...</summary>
    public string Transport
    {
        get => _transport ?? (UriScheme.ToUpperInvariant() is "HTTP" or "HTTPS" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>The port that clients use; null picks a free one. Without a proxy it is the target port unless set to null.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied || _portIsCleared ? null : _targetPort);
        set => (_port, _portIsCleared) = (value, value is null);
    }

    /// <summary>The port on which the process listens; null picks a free one. Without a proxy it is the client's port unless set to null.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied || _targetPortIsCleared ? null : _port);
        set => (_targetPort, _targetPortIsCleared) = (value, value is null);
    }

    /// <summary>The host on which the process listens.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>Whether it is meant for clients outside the application.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether the orchestrator puts a proxy in front.</summary>
    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>The choice that was made for <see cref="IsProxied"/>; null if none was.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>Whether a reference to the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Whether it is spoken to over TLS; follows from the scheme unless set.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? string.Equals(UriScheme, "https", StringComparison.OrdinalIgnoreCase);
        set => _tlsEnabled = value;
    }

    /// <summary>The network in which <see cref="AllocatedEndpoint"/> is an address.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>The address in the default network; null until it is allocated. Setting null fails those that wait for it.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocated.IsValueSet ? _allocated.GetValueAsync().GetAwaiter().GetResult() : null;
        set
        {
            if (value is null)
            {
                _allocated.SetException(new InvalidOperationException($"The endpoint `{Name}` is not allocated"));
            }
            else
            {
                AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(DefaultNetworkID, value);
            }
        }
    }

    /// <summary>The addresses by network.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    /// <summary>Whether the endpoint comes from a launch profile, so that the profile's launch URL applies to it.</summary>
    internal bool FromLaunchProfile { get; init; }
}
