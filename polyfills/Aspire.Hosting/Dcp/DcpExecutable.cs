using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>What executables and containers have in common: somebody starts them, they say how they are, and they print lines.</summary>
internal interface IDcpWorkload
{
    string Name { get; }

    DcpMetadata Metadata { get; }

    DcpWorkloadStatus? Status { get; }
}

/// <summary>A process.</summary>
internal sealed record DcpExecutable : DcpObject, IDcpKind<DcpExecutable>, IDcpWorkload
{
    public static string Plural => "executables";

    public static JsonTypeInfo<DcpExecutable> JsonType => DcpJson.Default.DcpExecutable;

    public static JsonTypeInfo<DcpWatchEvent<DcpExecutable>> WatchEventJsonType => DcpJson.Default.DcpWatchEventDcpExecutable;

    public override string Kind => "Executable";

    public required DcpExecutableSpec Spec { get; init; }

    public DcpWorkloadStatus? Status { get; init; }
}

internal sealed record DcpExecutableSpec
{
    public required string ExecutablePath { get; init; }

    public required string WorkingDirectory { get; init; }

    // The orchestrator leaves empty lists out of what it answers.
    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<DcpEnvironmentVariable>? Env { get; init; }

    public string ExecutionType { get; init; } = "Process";

    public DcpAmbientEnvironment? AmbientEnvironment { get; init; } = new("Inherit");

    public bool? Stop { get; init; }
}

internal sealed record DcpAmbientEnvironment(string? Behavior);

/// <summary>How an executable or a container is. What does not apply to it is null.</summary>
internal sealed record DcpWorkloadStatus
{
    /// <summary>The exit code that stands for an unknown one, e.g. of a killed process.</summary>
    public const int UnknownExitCode = -1;

    public string? State { get; init; }

    public int? Pid { get; init; }

    public string? ContainerId { get; init; }

    public string? Message { get; init; }

    public int? ExitCode { get; init; }

    public DateTime? StartupTimestamp { get; init; }

    public DateTime? FinishTimestamp { get; init; }

    public IReadOnlyList<DcpEnvironmentVariable>? EffectiveEnv { get; init; }

    public IReadOnlyList<string>? EffectiveArgs { get; init; }
}

internal static class DcpStates
{
    public const string FailedToStart = nameof(FailedToStart);
    public const string Finished = nameof(Finished);
    public const string Terminated = nameof(Terminated);
    public const string Exited = nameof(Exited);
    public const string Running = nameof(Running);
    public const string Stopping = nameof(Stopping);

    public static bool IsTerminal(string? state) => state is FailedToStart or Finished or Terminated or Exited;
}
