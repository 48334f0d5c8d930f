using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds the launch profile that a project runs with.</summary>
internal static class LaunchProfiles
{
    private const string ProjectCommand = "Project";

    private static readonly JsonSerializerOptions s_json = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The profile that was asked for, else the AppHost's own if the project has it, else the project's first; null without launch settings.</summary>
    public static (string Name, LaunchProfile Profile)? GetEffectiveLaunchProfile(this ProjectResource resource)
    {
        if (resource.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
        {
            return null;
        }

        var profiles = resource.GetProjectMetadata().GetLaunchSettings()?.Profiles;
        if (resource.TryGetLastAnnotation<LaunchProfileAnnotation>(out var asked))
        {
            return profiles is not null && profiles.TryGetValue(asked.LaunchProfileName, out var profile)
                ? (asked.LaunchProfileName, profile)
                : throw new DistributedApplicationException(
                    $"Launch settings file of project resource '{resource.Name}' does not contain profile '{asked.LaunchProfileName}'.");
        }

        if (profiles is null)
        {
            return null;
        }

        if (resource.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var usual)
            && profiles.TryGetValue(usual.LaunchProfileName, out var appHostProfile) && appHostProfile.CommandName == ProjectCommand)
        {
            return (usual.LaunchProfileName, appHostProfile);
        }

        var first = profiles.FirstOrDefault(pair => pair.Value.CommandName == ProjectCommand);
        return first.Value is null ? null : (first.Key, first.Value);
    }

    private static LaunchSettings? GetLaunchSettings(this IProjectMetadata project)
    {
        if (project.LaunchSettings is { } given)
        {
            return given;
        }

        var directory = Path.GetDirectoryName(project.ProjectPath)!;
        var path = project.IsFileBasedApp
            ? Path.ChangeExtension(project.ProjectPath, ".run.json")
            : Path.Combine(directory, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(file, s_json);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The launch settings '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
