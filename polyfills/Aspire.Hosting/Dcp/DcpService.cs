using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>An address that clients use. The orchestrator listens on it and hands each connection to one of the instances behind it.</summary>
internal sealed record DcpService : DcpObject, IDcpKind<DcpService>
{
    public static string Plural => "services";

    public static JsonTypeInfo<DcpService> JsonType => DcpJson.Default.DcpService;

    public static JsonTypeInfo<DcpWatchEvent<DcpService>> WatchEventJsonType => DcpJson.Default.DcpWatchEventDcpService;

    public override string Kind => "Service";

    public required DcpServiceSpec Spec { get; init; }

    public DcpServiceStatus? Status { get; init; }
}

internal sealed record DcpServiceSpec
{
    public const string LocalhostMode = "Localhost";
    public const string ProxylessMode = "Proxyless";

    public string Protocol { get; init; } = "TCP";

    public string AddressAllocationMode { get; init; } = LocalhostMode;

    public string? Address { get; init; }

    public int? Port { get; init; }
}

internal sealed record DcpServiceStatus
{
    public string? State { get; init; }

    public string? EffectiveAddress { get; init; }

    public int? EffectivePort { get; init; }
}

/// <summary>An instance behind a service. The orchestrator makes it when the instance runs.</summary>
internal sealed record DcpEndpoint : DcpObject, IDcpKind<DcpEndpoint>
{
    public static string Plural => "endpoints";

    public static JsonTypeInfo<DcpEndpoint> JsonType => DcpJson.Default.DcpEndpoint;

    public static JsonTypeInfo<DcpWatchEvent<DcpEndpoint>> WatchEventJsonType => DcpJson.Default.DcpWatchEventDcpEndpoint;

    public override string Kind => "Endpoint";

    public required DcpEndpointSpec Spec { get; init; }
}

internal sealed record DcpEndpointSpec
{
    public string? ServiceName { get; init; }

    public string? Address { get; init; }

    public int? Port { get; init; }
}
