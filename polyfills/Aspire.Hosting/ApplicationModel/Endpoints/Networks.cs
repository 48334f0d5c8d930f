namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a network in which endpoints have addresses.</summary>
/// <param name="Value">The name.</param>
public record NetworkIdentifier(string Value);

/// <summary>The networks that every application has.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>This machine: projects, executables, and everything that runs outside containers.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The network that the containers of the application share.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");

    /// <summary>The Internet.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");
}

/// <summary>Host names with a meaning.</summary>
public static class KnownHostNames
{
    /// <summary>This machine.</summary>
    public const string Localhost = "localhost";

    /// <summary>This machine as a container sees it.</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";

    /// <summary>This machine as a container sees it through the tunnel of the orchestrator.</summary>
    public const string DefaultContainerTunnelHostName = "aspire.dev.internal";
}

internal static class EndpointNetworks
{
    /// <summary>The network from which the asker reaches endpoints.</summary>
    public static NetworkIdentifier For(ValueProviderContext context) => context.Network ?? For(context.Caller);

    public static NetworkIdentifier For(IResource? caller) =>
        caller is not null && caller.IsContainer() ? KnownNetworkIdentifiers.DefaultAspireContainerNetwork : KnownNetworkIdentifiers.LocalhostNetwork;
}
