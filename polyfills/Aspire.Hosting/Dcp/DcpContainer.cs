using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>A container of the machine's container runtime.</summary>
internal sealed record DcpContainer : DcpObject, IDcpKind<DcpContainer>, IDcpWorkload
{
    public static string Plural => "containers";

    public static JsonTypeInfo<DcpContainer> JsonType => DcpJson.Default.DcpContainer;

    public static JsonTypeInfo<DcpWatchEvent<DcpContainer>> WatchEventJsonType => DcpJson.Default.DcpWatchEventDcpContainer;

    public override string Kind => "Container";

    public required DcpContainerSpec Spec { get; init; }

    public DcpWorkloadStatus? Status { get; init; }
}

internal sealed record DcpContainerSpec
{
    public required string Image { get; init; }

    public string? ContainerName { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<DcpEnvironmentVariable>? Env { get; init; }

    public IReadOnlyList<DcpVolumeMount>? VolumeMounts { get; init; }

    public IReadOnlyList<DcpContainerPort>? Ports { get; init; }

    public IReadOnlyList<string>? RunArgs { get; init; }

    public IReadOnlyList<DcpNetworkConnection>? Networks { get; init; }

    public string? PullPolicy { get; init; }

    public bool? Persistent { get; init; }

    public bool? Stop { get; init; }
}

internal sealed record DcpVolumeMount(string Type, string? Source, string Target, bool ReadOnly);

internal sealed record DcpContainerPort(int? HostPort, int ContainerPort, [property: JsonPropertyName("hostIP")] string HostIp, string Protocol = "TCP");

internal sealed record DcpNetworkConnection(string Name, IReadOnlyList<string> Aliases);

/// <summary>The network in which the containers of an application reach each other by name.</summary>
internal sealed record DcpContainerNetwork : DcpObject, IDcpKind<DcpContainerNetwork>
{
    public static string Plural => "containernetworks";

    public static JsonTypeInfo<DcpContainerNetwork> JsonType => DcpJson.Default.DcpContainerNetwork;

    public static JsonTypeInfo<DcpWatchEvent<DcpContainerNetwork>> WatchEventJsonType => DcpJson.Default.DcpWatchEventDcpContainerNetwork;

    public override string Kind => "ContainerNetwork";

    public required DcpContainerNetworkSpec Spec { get; init; }
}

internal sealed record DcpContainerNetworkSpec(string NetworkName);
