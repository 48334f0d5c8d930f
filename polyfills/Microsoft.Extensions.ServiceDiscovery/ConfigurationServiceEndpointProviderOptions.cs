namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Settings of the provider that reads endpoints from the configuration.</summary>
public sealed class ConfigurationServiceEndpointProviderOptions
{
    /// <summary>The section that holds one section per service; <c>Services</c> by default.</summary>
    public string SectionName { get; set; } = "Services";

    /// <summary>Says for which endpoints the service name is sent as the <c>Host</c> header; for none by default.</summary>
    public Func<ServiceEndpoint, bool> ShouldApplyHostNameMetadata { get; set; } = static _ => false;
}
