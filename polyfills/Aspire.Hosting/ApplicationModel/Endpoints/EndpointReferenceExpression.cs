using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the address of an endpoint.</summary>
public enum EndpointProperty
{
    /// <summary>The URL, without a path.</summary>
    Url = 0,

    /// <summary>The host.</summary>
    Host = 1,

    /// <summary>The host as an IPv4 address, <c>127.0.0.1</c> for this machine.</summary>
    IPV4Host = 2,

    /// <summary>The port that clients use.</summary>
    Port = 3,

    /// <summary>The scheme.</summary>
    Scheme = 4,

    /// <summary>The port on which the process itself listens.</summary>
    TargetPort = 5,

    /// <summary>Host and port.</summary>
    HostAndPort = 6,

    /// <summary><c>True</c> or <c>False</c>.</summary>
    TlsEnabled = 7,
}

/// <summary>A part of the address of an endpoint as a value.</summary>
/// <param name="endpointReference">The endpoint.</param>
/// <param name="property">The part.</param>
[DebuggerDisplay("EndpointExpression = {ValueExpression}, Property = {Property}, Endpoint = {Endpoint.EndpointName}")]
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue, IValueWithReferences
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; } = endpointReference ?? throw new ArgumentNullException(nameof(endpointReference));

    /// <summary>The part.</summary>
    public EndpointProperty Property { get; } = property;

    /// <inheritdoc />
    public string ValueExpression
    {
        get
        {
            return Property switch
            {
                EndpointProperty.HostAndPort => $"{Symbol("host")}:{Symbol("port")}",
                EndpointProperty.IPV4Host => Symbol("host"),
                EndpointProperty.TargetPort => Symbol("targetPort"),
                EndpointProperty.TlsEnabled => Symbol("tlsEnabled"),
                _ => Symbol(Property.ToString().ToLowerInvariant()),
            };

            string Symbol(string name) => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{name}}}";
        }
    }

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => Property switch
    {
        EndpointProperty.Scheme => new(Endpoint.Scheme),
        EndpointProperty.TlsEnabled => new(Endpoint.TlsEnabled.ToString()),
        EndpointProperty.TargetPort when Endpoint.TargetPort is { } port => new(port.ToString(CultureInfo.InvariantCulture)),
        _ => ResolveAsync(context, cancellationToken),
    };

    private async ValueTask<string?> ResolveAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        var network = Endpoint.ContextNetworkID ?? EndpointNetworks.For(context);
        var allocated = await Endpoint.EndpointAnnotation.AllAllocatedEndpoints.GetAllocatedEndpointAsync(network, cancellationToken);
        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.IPV4Host => EndpointHostHelpers.IsLocalhost(allocated.Address) ? "127.0.0.1" : allocated.Address,
            EndpointProperty.Port => allocated.Port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.HostAndPort => allocated.EndPointString,
            EndpointProperty.TargetPort => allocated.TargetPortExpression,
            _ => throw new InvalidOperationException($"The property '{Property}' is not supported for the endpoint '{Endpoint.EndpointName}'."),
        };
    }
}
