using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address that an endpoint has got.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Endpoint.Name}, UriString = {UriString}")]
public class AllocatedEndpoint
{
    /// <summary>Describes an address on this machine.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">The host name or IP address that clients use.</param>
    /// <param name="port">The port that clients use.</param>
    /// <param name="targetPortExpression">The port on which the process listens, or a template for it if that differs by instance.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression)
    {
    }

    /// <summary>Describes an address on this machine.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">The host name or IP address that clients use.</param>
    /// <param name="port">The port that clients use.</param>
    /// <param name="bindingMode">The addresses that are listened on.</param>
    /// <param name="targetPortExpression">The port on which the process listens, or a template for it.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null)
        : this(endpoint, address, port, bindingMode, targetPortExpression, networkId: null)
    {
    }

    /// <summary>Describes an address in a network.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">The host name or IP address that clients use.</param>
    /// <param name="port">The port that clients use.</param>
    /// <param name="bindingMode">The addresses that are listened on.</param>
    /// <param name="targetPortExpression">The port on which the process listens, or a template for it.</param>
    /// <param name="networkId">The network; null is this machine.</param>
    public AllocatedEndpoint(
        EndpointAnnotation endpoint,
        string address,
        int port,
        EndpointBindingMode bindingMode,
        string? targetPortExpression = null,
        NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>The host name or IP address that clients use.</summary>
    public string Address { get; }

    /// <summary>The port that clients use.</summary>
    public int Port { get; }

    /// <summary>The addresses that are listened on.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>The port on which the process listens, or a template for it if that differs by instance.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>The network that the address belongs to.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <summary>The scheme of the endpoint.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Address and port.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>The URL, without a path.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc />
    public override string ToString() => UriString;
}

/// <summary>The addresses that an endpoint listens on.</summary>
public enum EndpointBindingMode
{
    /// <summary>One address.</summary>
    SingleAddress = 0,

    /// <summary>All addresses, IPv4 and IPv6.</summary>
    DualStackAnyAddresses = 1,

    /// <summary>All IPv4 addresses.</summary>
    IPv4AnyAddresses = 2,

    /// <summary>All IPv6 addresses.</summary>
    IPv6AnyAddresses = 3,
}
