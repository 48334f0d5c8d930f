namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>A feature of an endpoint that asks to be called with a <c>Host</c> header of its own.</summary>
public interface IHostNameFeature
{
    /// <summary>The value of the header, used when the request has none.</summary>
    string HostName { get; }
}
