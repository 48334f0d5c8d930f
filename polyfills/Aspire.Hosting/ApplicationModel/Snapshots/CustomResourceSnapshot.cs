using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of one instance of a resource at a moment. It never changes; an update makes a new one.</summary>
[DebuggerDisplay("ResourceType = {ResourceType,nq}, State = {State?.Text,nq}, HealthStatus = {HealthStatus}")]
public sealed record CustomResourceSnapshot()
{
    private readonly ImmutableArray<HealthReportSnapshot> _healthReports = [];
    private readonly ResourceStateSnapshot? _state;

    /// <summary>The kind of resource as the dashboard shows it, e.g. <c>Project</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>More about the instance: process id, path...</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the instance was made, in UTC.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it ended, in UTC.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>What it does; see <see cref="KnownResourceStates"/>.</summary>
    public ResourceStateSnapshot? State
    {
        get => _state;
        init
        {
            _state = value;
            HealthStatus = ComputeHealth(_healthReports, value?.Text);
        }
    }

    /// <summary>The exit code of an ended process.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether it is healthy; null unless it runs.</summary>
    public HealthStatus? HealthStatus { get; private init; }

    /// <summary>The last outcome of each health check.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports
    {
        get => _healthReports;
        internal init
        {
            _healthReports = value;
            HealthStatus = ComputeHealth(value, _state?.Text);
        }
    }

    /// <summary>The environment variables that it was started with.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>The URLs by which it is reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>The volumes of a container.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>What somebody can have done to it.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>The resources that it has to do with.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Whether the dashboard leaves it out of its lists.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The name of a Fluent UI icon.</summary>
    public string? IconName { get; init; }

    /// <summary>Whether the icon is outlined or filled.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>Counts the published states of the instance.</summary>
    internal long Version { get; init; }

    /// <summary>Counts how often the instance has begun to run: what was found out about one run says nothing about the next.</summary>
    internal int Run { get; init; }

    /// <summary>The work of those that listen for <see cref="ApplicationModel.ResourceReadyEvent"/>; null before the event.</summary>
    internal EventSnapshot? ResourceReadyEvent { get; init; }

    private static HealthStatus? ComputeHealth(ImmutableArray<HealthReportSnapshot> reports, string? state)
    {
        if (state != KnownResourceStates.Running)
        {
            return null;
        }

        if (reports.IsDefaultOrEmpty)
        {
            return Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;
        }

        // A check that has not run yet counts as failed.
        return reports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);
    }
}

/// <summary>The work that an event has set off.</summary>
/// <param name="EventTask">Ends when all listeners are done; fails if one failed.</param>
internal sealed record EventSnapshot(Task EventTask);

/// <summary>Changes to a <see cref="CustomResourceSnapshot"/>.</summary>
public static class CustomResourceSnapshotExtensions
{
    /// <summary>Replaces the outcomes of the health checks, and with them the health.</summary>
    /// <param name="snapshot">The state.</param>
    /// <param name="healthReports">The outcomes.</param>
    public static CustomResourceSnapshot WithHealthReports(this CustomResourceSnapshot snapshot, ImmutableArray<HealthReportSnapshot> healthReports) =>
        snapshot with { HealthReports = healthReports };
}
