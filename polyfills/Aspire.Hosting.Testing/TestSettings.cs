using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What differs when a test runs an AppHost: free ports, no dashboard, and the settings that its launch profile would have given.</summary>
internal static class TestSettings
{
    public static void Apply(Assembly? assembly, string[] args, DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.Args = args;
        options.DisableDashboard = true;
        options.AssemblyName ??= assembly?.GetName().Name;

        settings.Args = args;
        settings.ApplicationName ??= assembly?.GetName().Name;
        settings.EnvironmentName ??= Environments.Development;
        if (options.ProjectDirectory is { } directory && Directory.Exists(directory))
        {
            settings.ContentRootPath ??= directory;
        }

        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(
        [
            .. LaunchProfile(options.ProjectDirectory),
            new("DcpPublisher:RandomizePorts", "true"),
        ]);
    }

    // Properties/launchSettings.json: { "profiles": { "http": { "commandName": "Project", "environmentVariables": { "NAME": "value" } } } }
    private static IEnumerable<KeyValuePair<string, string?>> LaunchProfile(string? directory)
    {
        var path = Path.Join(directory, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonDocument.Parse(
            File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var profile = document.RootElement.TryGetProperty("profiles", out var profiles)
            ? profiles.EnumerateObject().Select(p => p.Value).FirstOrDefault(p => p.TryGetProperty("commandName", out var command) && command.GetString() == "Project")
            : default;
        return profile.ValueKind == JsonValueKind.Object && profile.TryGetProperty("environmentVariables", out var variables)
            ? [.. variables.EnumerateObject().Select(v => KeyValuePair.Create(v.Name.Replace("__", ":", StringComparison.Ordinal), v.Value.GetString()))]
            : [];
    }
}
