using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Tells the dashboard where to listen, where the AppHost is, and which tokens count in this run.</summary>
internal static class DashboardEnvironment
{
    public static void Set(
        Dictionary<string, object> variables,
        HostSettings settings,
        IConfiguration configuration,
        EndpointReference page,
        EndpointReference otlpGrpc,
        EndpointReference otlpHttp,
        Uri resourceService)
    {
        // Whatever was set for the dashboard itself is handed on; what the host decides comes after it.
        foreach (var (key, value) in configuration.GetSection("Dashboard").AsEnumerable())
        {
            if (value is not null)
            {
                variables[key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = value;
            }
        }

        variables["ASPNETCORE_ENVIRONMENT"] = configuration["ASPNETCORE_ENVIRONMENT"] ?? "Production";
        variables["ASPNETCORE_URLS"] = Listen(page);
        variables["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Listen(otlpGrpc);
        variables["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Listen(otlpHttp);
        variables["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = resourceService.ToString().TrimEnd('/');
        variables["DASHBOARD__FRONTEND__PUBLICURL"] = page;
        variables["ASPIRE_DASHBOARD_API_ENABLED"] = "true";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "json";
        if (settings.AllowAnonymous)
        {
            variables["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true";
        }

        SetMode(variables, "FRONTEND", "BrowserToken", "BROWSERTOKEN", settings.BrowserToken);
        SetMode(variables, "OTLP", "ApiKey", "PRIMARYAPIKEY", settings.OtlpApiKey);
        SetMode(variables, "RESOURCESERVICECLIENT", "ApiKey", "APIKEY", settings.ResourceServiceApiKey);
        SetMode(variables, "API", "ApiKey", "PRIMARYAPIKEY", settings.OtlpApiKey);
    }

    private static ReferenceExpression Listen(EndpointReference endpoint) =>
        ReferenceExpression.Create($"{endpoint.Scheme}://localhost:{endpoint.Property(EndpointProperty.TargetPort)}");

    private static void SetMode(Dictionary<string, object> variables, string part, string mode, string keyName, string? key)
    {
        variables[$"DASHBOARD__{part}__AUTHMODE"] = key is null ? "Unsecured" : mode;
        if (key is not null)
        {
            variables[$"DASHBOARD__{part}__{keyName}"] = key;
        }
    }
}
