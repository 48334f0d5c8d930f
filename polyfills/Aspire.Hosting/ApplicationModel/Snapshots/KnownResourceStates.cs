namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that the host knows. A resource may have others.</summary>
public static class KnownResourceStates
{
    /// <summary>Nobody has started it.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>It waits for other resources.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>It is on its way up.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>It is being built.</summary>
    public static readonly string Building = nameof(Building);

    /// <summary>It runs.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>It is in use; for resources that do not run, such as networks.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>It could not start.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>The container runtime that it needs is not healthy.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>It is on its way down.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>It was stopped or crashed.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>It ended by itself.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>A parameter has no value.</summary>
    public static readonly string ValueMissing = nameof(ValueMissing);

    /// <summary>The states of an instance that has ended.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];

    /// <summary>The states in which a project may be built anew.</summary>
    public static readonly IReadOnlyList<string> BuildableStates = [Running, Waiting, Finished, FailedToStart, Exited];
}

/// <summary>How states are shown.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>All is well.</summary>
    public static readonly string Success = "success";

    /// <summary>Something is broken.</summary>
    public static readonly string Error = "error";

    /// <summary>Something is going on.</summary>
    public static readonly string Info = "info";

    /// <summary>Something needs attention.</summary>
    public static readonly string Warn = "warning";
}

/// <summary>Names of properties that are set by more than one resource.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where it comes from: a path, an image, a URL.</summary>
    public static string Source => KnownProperties.Source;

    /// <summary>The connection string.</summary>
    public static string ConnectionString => KnownProperties.ConnectionString;
}

/// <summary>Names of properties that the dashboard knows.</summary>
internal static class KnownProperties
{
    public const string Source = "resource.source";
    public const string ConnectionString = "resource.connectionString";
    public const string ParentName = "resource.parentName";
    public const string WaitingFor = "resource.waitingFor";
    public const string AppArgs = "resource.appArgs";
    public const string AppArgsSensitivity = "resource.appArgsSensitivity";
    public const string ProjectPath = "project.path";
    public const string ExecutablePath = "executable.path";
    public const string ExecutablePid = "executable.pid";
    public const string ExecutableWorkDir = "executable.workDir";
    public const string ExecutableArgs = "executable.args";
    public const string ContainerId = "container.id";
    public const string ContainerImage = "container.image";
    public const string ContainerPorts = "container.ports";
    public const string ContainerCommand = "container.command";
    public const string ContainerArgs = "container.args";
    public const string ContainerLifetime = "container.lifetime";
    public const string ParameterValue = "Value";
}
