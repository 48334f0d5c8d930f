using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dcp;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DcpExecutable))]
[JsonSerializable(typeof(DcpContainer))]
[JsonSerializable(typeof(DcpContainerNetwork))]
[JsonSerializable(typeof(DcpService))]
[JsonSerializable(typeof(DcpEndpoint))]
[JsonSerializable(typeof(DcpWatchEvent<DcpExecutable>), TypeInfoPropertyName = "DcpWatchEventDcpExecutable")]
[JsonSerializable(typeof(DcpWatchEvent<DcpContainer>), TypeInfoPropertyName = "DcpWatchEventDcpContainer")]
[JsonSerializable(typeof(DcpWatchEvent<DcpContainerNetwork>), TypeInfoPropertyName = "DcpWatchEventDcpContainerNetwork")]
[JsonSerializable(typeof(DcpWatchEvent<DcpService>), TypeInfoPropertyName = "DcpWatchEventDcpService")]
[JsonSerializable(typeof(DcpWatchEvent<DcpEndpoint>), TypeInfoPropertyName = "DcpWatchEventDcpEndpoint")]
[JsonSerializable(typeof(IReadOnlyList<DcpServiceProducer>), TypeInfoPropertyName = "ServiceProducers")]
[JsonSerializable(typeof(IReadOnlyList<DcpLaunchArgument>), TypeInfoPropertyName = "LaunchArguments")]
[JsonSerializable(typeof(DcpInfo))]
internal sealed partial class DcpJson : JsonSerializerContext;

/// <summary>A command-line argument as the dashboard shows it; the annotation has the official names.</summary>
internal sealed record DcpLaunchArgument(
    [property: JsonPropertyName("Argument")] string Argument,
    [property: JsonPropertyName("IsSensitive")] bool IsSensitive,
    [property: JsonPropertyName("EffectiveArgumentIndex")] int EffectiveArgumentIndex);

/// <summary>What the orchestrator says of itself and of the container runtime.</summary>
internal sealed record DcpInfo(string? Version, DcpContainerRuntime? Containers);

/// <summary>The container runtime of the machine.</summary>
/// <param name="Runtime">Its name, e.g. docker.</param>
/// <param name="Installed">Whether its command is there.</param>
/// <param name="Running">Whether it answers.</param>
/// <param name="Error">Why not.</param>
internal sealed record DcpContainerRuntime(string? Runtime, bool Installed, bool Running, string? Error)
{
    public bool IsHealthy => Installed && Running;
}
