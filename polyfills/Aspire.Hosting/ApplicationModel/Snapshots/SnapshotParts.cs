using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource does.</summary>
/// <param name="Text">The text; see <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How it is shown; see <see cref="KnownResourceStateStyles"/>.</param>
[DebuggerDisplay("{Text}")]
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>Makes a state without a style.</summary>
    /// <param name="s">The text; null is no state.</param>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new ResourceStateSnapshot(s, Style: null);
}

/// <summary>An environment variable of a running instance.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
/// <param name="IsFromSpec">Whether the application gave it, rather than the surroundings.</param>
[DebuggerDisplay("{Value}", Name = "{Name}")]
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>A URL by which an instance is reached.</summary>
/// <param name="Name">The endpoint that it belongs to, if any.</param>
/// <param name="Url">The URL.</param>
/// <param name="IsInternal">Whether it is shown on the resource's page only.</param>
[DebuggerDisplay("{Url}", Name = "{Name}")]
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>Whether the instance does not serve it yet.</summary>
    public bool IsInactive { get; init; }

    /// <summary>How it is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>How a URL is shown.</summary>
/// <param name="DisplayName">The text that is shown for it; empty shows the URL.</param>
/// <param name="SortOrder">The place among the URLs: higher comes first.</param>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>A volume of a container.</summary>
/// <param name="Source">The volume or the path on this machine.</param>
/// <param name="Target">The path in the container.</param>
/// <param name="MountType">Volume or path.</param>
/// <param name="IsReadOnly">Whether the container may only read.</param>
[DebuggerDisplay("{Source}", Name = "{Target}")]
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>A resource that an instance has to do with.</summary>
/// <param name="ResourceName">The name of the other resource.</param>
/// <param name="Type">What it is to this one.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>Something more about an instance.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
[DebuggerDisplay("{Value}", Name = "{Name}")]
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the dashboard masks it.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>The last outcome of a health check.</summary>
/// <param name="Name">The name of the check.</param>
/// <param name="Status">The outcome; null if it has not run.</param>
/// <param name="Description">What it says.</param>
/// <param name="ExceptionText">The error that it met.</param>
[DebuggerDisplay("{Status}", Name = "{Name}")]
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran last, in UTC.</summary>
    public DateTime? LastRunAt { get; init; }
}
