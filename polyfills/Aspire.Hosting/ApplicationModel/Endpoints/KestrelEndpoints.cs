using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The endpoints that a project's own settings give to Kestrel; they take the place of those of the launch profile.</summary>
internal sealed class KestrelEndpoints(IReadOnlyList<KestrelEndpoint> endpoints)
{
    private const string Http2 = "Http2";

    public IReadOnlyList<KestrelEndpoint> Endpoints => endpoints;

    public bool Has(string endpointName) => endpoints.Any(e => string.Equals(e.EndpointName, endpointName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the project's settings; null if they give no endpoints.</summary>
    public static KestrelEndpoints? Read(ProjectResource project)
    {
        var directory = Path.GetDirectoryName(project.GetProjectMetadata().ProjectPath)!;
        if (!Directory.Exists(directory))
        {
            return null;
        }

        var environment = project.GetEffectiveLaunchProfile()?.Profile.EnvironmentVariables;
        var environmentName = environment?.GetValueOrDefault("ASPNETCORE_ENVIRONMENT") ?? environment?.GetValueOrDefault("DOTNET_ENVIRONMENT");
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(directory, "appsettings.json"), optional: true);
        if (!string.IsNullOrEmpty(environmentName))
        {
            settings.AddJsonFile(Path.Combine(directory, $"appsettings.{environmentName}.json"), optional: true);
        }

        using var configuration = (ConfigurationRoot)settings.Build();
        var isHttp2ByDefault = configuration["Kestrel:EndpointDefaults:Protocols"] == Http2;
        var found = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(section => section["Url"] is not null)
            .Select(section => (section.Key, Address: BindingAddress.Parse(section["Url"]!), Protocols: section["Protocols"]))
            .GroupBy(endpoint => endpoint.Address.Scheme, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.Select(endpoint => new KestrelEndpoint(
                endpoint.Key,
                group.Count() == 1 ? group.Key : endpoint.Key,
                endpoint.Address,
                endpoint.Protocols is null ? isHttp2ByDefault : endpoint.Protocols == Http2)))
            .ToArray();
        return found.Length == 0 ? null : new KestrelEndpoints(found);
    }
}

/// <summary>One of them; the only one of its scheme is called by the scheme.</summary>
internal sealed record KestrelEndpoint(string ConfigurationName, string EndpointName, BindingAddress Address, bool IsHttp2);
