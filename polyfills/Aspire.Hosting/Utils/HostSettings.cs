using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>What the AppHost's configuration says about the orchestrator and the dashboard.</summary>
internal sealed class HostSettings
{
    /// <summary>The orchestrator's program; by default what the build of the AppHost found.</summary>
    public string? DcpCliPath { get; init; }

    /// <summary>The dashboard's program; by default what the build of the AppHost found.</summary>
    public string? DashboardPath { get; init; }

    /// <summary>Whether fixed ports of endpoints are ignored, so that several runs do not collide; tests set it.</summary>
    public bool RandomizePorts { get; init; }

    public bool DashboardEnabled { get; init; }

    /// <summary>The addresses of the dashboard's pages, separated by semicolons.</summary>
    public string? DashboardUrls { get; init; }

    public string? OtlpGrpcUrl { get; init; }

    public string? OtlpHttpUrl { get; init; }

    /// <summary>The address on which the AppHost tells the dashboard about its resources; null picks a free port.</summary>
    public string? ResourceServiceUrl { get; init; }

    /// <summary>Whether the dashboard asks nobody who he is.</summary>
    public bool AllowAnonymous { get; init; }

    public bool AllowUnsecuredTransport { get; init; }

    public string ApplicationName { get; init; } = "";

    /// <summary>What people log in to the dashboard with; null if it asks nobody.</summary>
    public string? BrowserToken { get; init; }

    /// <summary>What telemetry is sent with; null if anybody may send.</summary>
    public string? OtlpApiKey { get; init; }

    /// <summary>What the dashboard asks the AppHost with; null if anybody may ask.</summary>
    public string? ResourceServiceApiKey { get; init; }

    public static HostSettings From(IConfiguration configuration, DistributedApplicationOptions options, string applicationName)
    {
        var secured = !options.DisableDashboard && !Flag(configuration, "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS");
        return new HostSettings
        {
            DcpCliPath = Text(configuration, "DcpPublisher:CliPath", "ASPIRE_DCP_PATH") ?? options.MetadataValue("dcpclipath"),
            DashboardPath = Text(configuration, "DcpPublisher:DashboardPath", "ASPIRE_DASHBOARD_PATH") ?? options.MetadataValue("aspiredashboardpath"),
            RandomizePorts = configuration.GetValue("DcpPublisher:RandomizePorts", defaultValue: false),
            DashboardEnabled = !options.DisableDashboard,
            DashboardUrls = Text(configuration, "ASPNETCORE_URLS"),
            OtlpGrpcUrl = Text(configuration, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"),
            OtlpHttpUrl = Text(configuration, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"),
            ResourceServiceUrl = Text(configuration, "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"),
            AllowAnonymous = !secured,
            AllowUnsecuredTransport = options.AllowUnsecuredTransport || Flag(configuration, "ASPIRE_ALLOW_UNSECURED_TRANSPORT"),
            ApplicationName = options.DashboardApplicationName ?? applicationName,
            BrowserToken = secured
                ? Text(configuration, "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", "DOTNET_DASHBOARD_FRONTEND_BROWSERTOKEN") ?? NewToken()
                : null,
            OtlpApiKey = secured ? Text(configuration, "AppHost:OtlpApiKey") ?? NewToken() : null,
            ResourceServiceApiKey = secured
                ? Text(configuration, "ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY", "DOTNET_DASHBOARD_RESOURCESERVICE_APIKEY") ?? NewToken()
                : null,
        };
    }

    /// <summary>The settings that other code reads from the configuration.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ToConfiguration()
    {
        yield return new("AppHost:DashboardApplicationName", ApplicationName);
        if (!DashboardEnabled)
        {
            yield break;
        }

        yield return new("AppHost:ResourceService:AuthMode", AllowAnonymous ? "Unsecured" : "ApiKey");
        if (!AllowAnonymous)
        {
            yield return new("AppHost:BrowserToken", BrowserToken);
            yield return new("AppHost:OtlpApiKey", OtlpApiKey);
            yield return new("AppHost:ResourceService:ApiKey", ResourceServiceApiKey);
        }
    }

    private static string? Text(IConfiguration configuration, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (configuration[key] is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    private static bool Flag(IConfiguration configuration, params ReadOnlySpan<string> keys) => Text(configuration, keys)?.ToUpperInvariant() is "TRUE" or "1";

    /// <summary>128 random bits.</summary>
    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
