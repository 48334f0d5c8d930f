using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>An object of the orchestrator's API: what is wished (spec) and what is (status).</summary>
internal abstract record DcpObject
{
    public const string Group = "usvc-dev.developer.microsoft.com/v1";

    public string ApiVersion { get; init; } = Group;

    public abstract string Kind { get; }

    public required DcpMetadata Metadata { get; init; }

    [JsonIgnore]
    public string Name => Metadata.Name;
}

/// <summary>What the client must know of a kind of object.</summary>
internal interface IDcpKind<TSelf>
    where TSelf : DcpObject, IDcpKind<TSelf>
{
    /// <summary>The name of the collection in the URL.</summary>
    static abstract string Plural { get; }

    static abstract JsonTypeInfo<TSelf> JsonType { get; }

    static abstract JsonTypeInfo<DcpWatchEvent<TSelf>> WatchEventJsonType { get; }
}

internal sealed record DcpMetadata
{
    public required string Name { get; init; }

    /// <summary>Tells an object from an earlier one of the same name.</summary>
    public string? Uid { get; init; }

    public DateTime? CreationTimestamp { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }

    public IReadOnlyList<DcpOwner>? OwnerReferences { get; init; }

    public string? Annotation(string key) => Annotations?.GetValueOrDefault(key);
}

internal sealed record DcpOwner(string Kind, string Name);

internal sealed record DcpEnvironmentVariable(string Name, string? Value);

/// <summary>An event of a watch: ADDED, MODIFIED, DELETED, and others that carry no object of the kind.</summary>
internal sealed record DcpWatchEvent<T>(string Type, T Object);

/// <summary>Says through which service an executable or a container is reached; the value of an annotation.</summary>
internal sealed record DcpServiceProducer(string ServiceName, string? Address, int? Port);

internal static class DcpAnnotations
{
    public const string ResourceName = "resource-name";
    public const string EndpointName = "endpoint-name";
    public const string ServiceProducer = "service-producer";
    public const string ReplicaCount = "resource-replica-count";
    public const string ReplicaIndex = "resource-replica-index";
    public const string OtelServiceName = "otel-service-name";
    public const string OtelServiceInstanceId = "otel-service-instance-id";
    public const string AppArgs = "resource-app-args";
}
