using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>Names the package manager of an application.</summary>
/// <param name="executableName">Its program, e.g. <c>npm</c>.</param>
/// <param name="runScriptCommand">The argument before a script's name, e.g. <c>run</c>.</param>
/// <param name="cacheMount">Where it caches packages in a container.</param>
public sealed class JavaScriptPackageManagerAnnotation(string executableName, string? runScriptCommand, string? cacheMount = null) : IResourceAnnotation
{
    /// <summary>Its program.</summary>
    public string ExecutableName { get; } = executableName;

    /// <summary>The argument before a script's name.</summary>
    public string? ScriptCommand { get; } = runScriptCommand;

    /// <summary>Where it caches packages in a container.</summary>
    public string? CacheMount { get; } = cacheMount;

    /// <summary>What separates the script's own arguments; npm needs <c>--</c>.</summary>
    public string? CommandSeparator { get; init; } = "--";
}

/// <summary>Names the script of <c>package.json</c> that starts an application.</summary>
/// <param name="scriptName">The script.</param>
/// <param name="args">Its arguments.</param>
public sealed class JavaScriptRunScriptAnnotation(string scriptName, string[]? args) : IResourceAnnotation
{
    /// <summary>The script.</summary>
    public string ScriptName { get; } = scriptName;

    /// <summary>Its arguments.</summary>
    public string[] Args { get; } = args ?? [];
}

/// <summary>Names the package manager's arguments that install the packages.</summary>
/// <param name="args">The arguments, the command first.</param>
public sealed class JavaScriptInstallCommandAnnotation(string[] args) : IResourceAnnotation
{
    /// <summary>The arguments.</summary>
    public string[] Args { get; } = args;
}

/// <summary>Points at what installs an application's packages.</summary>
/// <param name="installerResource">The installer.</param>
public sealed class JavaScriptPackageInstallerAnnotation(ExecutableResource installerResource) : IResourceAnnotation
{
    /// <summary>The installer.</summary>
    public ExecutableResource Resource { get; } = installerResource;
}
