using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>A program to run.</summary>
/// <param name="Path">The program.</param>
/// <param name="Args">The arguments that make it the one that is meant.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
internal sealed record ProjectProgram(string Path, IReadOnlyList<string> Args, string WorkingDirectory);

/// <summary>
/// Knows what a project's build has made. The build of the AppHost has asked each referenced project and left the answer in the assembly;
/// other projects are run by <c>dotnet run</c>, which builds them.
/// </summary>
internal sealed class ProjectPrograms(Assembly? appHost)
{
    private const string KeyPrefix = "projecttargetpath:";

    private readonly Dictionary<string, string> _targets = new(
        (appHost?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
            .Where(m => m.Key.StartsWith(KeyPrefix, StringComparison.Ordinal) && m.Value is not null)
            .DistinctBy(m => m.Key)
            .Select(m => KeyValuePair.Create(Path.GetFullPath(m.Key[KeyPrefix.Length..]), m.Value!)),
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    /// <summary>What to run for a project.</summary>
    /// <exception cref="DistributedApplicationException">The project does not exist or was not built.</exception>
    public ProjectProgram Find(ProjectResource resource)
    {
        var metadata = resource.GetProjectMetadata();
        var project = Path.GetFullPath(metadata.ProjectPath);
        if (!File.Exists(project))
        {
            throw new DistributedApplicationException($"The project '{project}' of resource '{resource.Name}' does not exist.");
        }

        var directory = Path.GetDirectoryName(project)!;
        if (!_targets.TryGetValue(project, out var target))
        {
            return new ProjectProgram(DotNet, [.. RunArguments(metadata, project)], directory);
        }

        return File.Exists(target)
            ? new ProjectProgram(DotNet, [target], directory)
            : throw new DistributedApplicationException(
                $"The project of resource '{resource.Name}' is not built: '{target}' does not exist. Run 'dotnet build' for the AppHost, which builds it too.");
    }

    /// <summary>The runtime that runs this process, so that what it starts does not get another one.</summary>
    private static string DotNet
    {
        get
        {
            var own = Environment.ProcessPath;
            return Path.GetFileNameWithoutExtension(own) == "dotnet" ? own! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        }
    }

    private IEnumerable<string> RunArguments(IProjectMetadata metadata, string project)
    {
        if (metadata.IsFileBasedApp)
        {
            return ["run", "--file", project, "--no-launch-profile", "--"];
        }

        var configuration = appHost?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        return ["run", "--project", project, "--configuration", configuration, "--no-launch-profile", "--"];
    }
}
