using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource starts only when another one is far enough.</summary>
/// <param name="resource">The other one.</param>
/// <param name="waitType">How far.</param>
/// <param name="exitCode">The exit code that counts as completed.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Resource = {Resource.Name}")]
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other one.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>How far it must be.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>The exit code that counts as completed.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What happens if it cannot get there; null is the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}

/// <summary>How far a resource must be so that those waiting for it go on.</summary>
public enum WaitType
{
    /// <summary>Running, healthy, and everything done that was to be done then.</summary>
    WaitUntilHealthy = 0,

    /// <summary>Ended with the expected exit code.</summary>
    WaitForCompletion = 1,

    /// <summary>Running.</summary>
    WaitUntilStarted = 2,
}

/// <summary>What happens to those waiting for a resource that ended or did not start.</summary>
public enum WaitBehavior
{
    /// <summary>They keep waiting: somebody may start it.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>They fail to start.</summary>
    StopOnResourceUnavailable = 1,
}
