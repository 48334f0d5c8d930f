using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How an application is set up.</summary>
public sealed class DistributedApplicationOptions
{
    private string? _projectDirectory;
    private bool _projectDirectoryIsSet;

    /// <summary>The command line of the AppHost.</summary>
    public string[]? Args { get; set; }

    /// <summary>The name of the AppHost's assembly; null is the assembly that the process was started with.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The directory of the AppHost's project; by default what its build wrote into the assembly.</summary>
    public string? ProjectDirectory
    {
        get => _projectDirectoryIsSet ? _projectDirectory : MetadataValue("AppHostProjectPath");
        set => (_projectDirectory, _projectDirectoryIsSet) = (value, true);
    }

    /// <summary>Whether there is no dashboard.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>The name of the application on the dashboard; null is the name of the AppHost.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether the dashboard may be reached over http rather than https.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Whether the console logs of the resources go into the AppHost's own log, too.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>A registry that all images are taken from.</summary>
    public string? ContainerRegistryOverride { get; set; }

    internal Assembly? Assembly => AssemblyName is { Length: > 0 } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();

    internal string? ProjectName => MetadataValue("AppHostProjectName");

    /// <summary>A value that the build of the AppHost wrote into its assembly.</summary>
    internal string? MetadataValue(string key) => Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => string.Equals(metadata.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
