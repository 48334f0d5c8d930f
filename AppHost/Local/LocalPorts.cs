using ReferenceShop.AppHost.NativeServers;

namespace ReferenceShop.AppHost.Local;

/// <summary>Well-known ports, which move when something else on this machine has them: another checkout, or a run beside a test.</summary>
internal static class LocalPorts
{
    private const int DefaultGatewayPort = 8080;

    private static readonly string[] s_dashboardUrls =
    [
        "ASPNETCORE_URLS",
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL",
        "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL",
        "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL",
    ];

    private static readonly List<string> s_moves = [];

    /// <summary>The port that was asked for; else 8080, or the next free one with a line that says so; null for any.</summary>
    public static int? GatewayPort(this IDistributedApplicationBuilder builder)
    {
        var asked = builder.Configuration.AskedGatewayPort();
        if (asked == 0)
        {
            return null;
        }

        if (!builder.ExecutionContext.IsRunMode)
        {
            return asked ?? DefaultGatewayPort;
        }

        if (asked is not null)
        {
            return FreePort.IsFree(asked.Value)
                ? asked
                : throw new StartFailure($"Port {asked} is in use: choose another with --gateway-port, or leave it out for the next free one.");
        }

        var port = NextFree(DefaultGatewayPort);
        if (port != DefaultGatewayPort)
        {
            s_moves.Add($"Port {DefaultGatewayPort} is in use: the gateway is at {port}.");
        }

        return port;
    }

    /// <summary>Says which ports moved, once it is sure that the shop starts.</summary>
    public static void SayWhatMoved(this IDistributedApplicationBuilder builder) => builder.OnBeforeStart((_, _) =>
    {
        s_moves.ForEach(Console.WriteLine);
        return Task.CompletedTask;
    });

    /// <summary>Moves the dashboard's ports that come from the launch profile; what the environment sets by itself stays.</summary>
    public static void MoveDashboardIfTaken(DistributedApplicationOptions options)
    {
        if (Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE") is null)
        {
            return;
        }

        foreach (var name in s_dashboardUrls)
        {
            if (Uri.TryCreate(Environment.GetEnvironmentVariable(name), UriKind.Absolute, out var url) && url.Port > 0)
            {
                var port = NextFree(url.Port);
                Environment.SetEnvironmentVariable(name, $"{url.Scheme}://{url.Host}:{port}");
                if (port != url.Port && name == s_dashboardUrls[0] && !options.DisableDashboard)
                {
                    s_moves.Add($"Port {url.Port} is in use: the dashboard is at {port}.");
                }
            }
        }
    }

    private static int NextFree(int wanted)
    {
        var port = Enumerable.Range(wanted, 1000).FirstOrDefault(candidate => FreePort.TryTake(candidate) && PortClaim.TryMake(candidate));
        return port != 0 ? port : throw new StartFailure($"No free port from {wanted} on was found.");
    }
}
