using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an executable runs.</summary>
[DebuggerDisplay("Command = {Command,nq}, WorkingDirectory = {WorkingDirectory}")]
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>A path, or a name that is looked up on the PATH.</summary>
    public required string Command { get; set; }

    /// <summary>The directory in which it runs.</summary>
    public required string WorkingDirectory { get; set; }
}

/// <summary>How many instances of a resource run.</summary>
/// <param name="replicas">The number of instances.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Replicas = {Replicas}")]
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number of instances.</summary>
    public int Replicas { get; } = replicas;
}

/// <summary>The resource starts only when somebody starts it.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>Whether the orchestrator puts proxies in front of the endpoints of a resource.</summary>
public sealed class ProxySupportAnnotation : IResourceAnnotation
{
    /// <summary>Whether it does.</summary>
    public required bool ProxyEnabled { get; set; }
}

/// <summary>A health check of the host that says whether a resource is healthy.</summary>
/// <param name="key">The name under which the check is registered.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Key = {Key}")]
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name under which the check is registered.</summary>
    public string Key { get; } = key;
}

/// <summary>The state that a resource has before the first is published.</summary>
/// <param name="initialSnapshot">The state.</param>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot;
}

/// <summary>A resource leaves its telemetry at the dashboard.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The only protocol that it speaks; null is any.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}

/// <summary>How a resource is written into a manifest. Kept so that resources can say that they are left out.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    private ManifestPublishingCallbackAnnotation()
    {
    }

    /// <summary>The resource is left out of a manifest.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new();
}
