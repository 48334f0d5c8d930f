using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Adds the dashboard to the model, as a hidden program like any other, and tells on the console where it is.</summary>
internal sealed partial class DashboardResource(
    HostSettings settings,
    IConfiguration configuration,
    DistributedApplicationModel model,
    DashboardServiceHost serviceHost,
    ILogger<DistributedApplication> logger) : IDistributedApplicationEventingSubscriber
{
    public const string Name = "aspire-dashboard";

    private const string PageEndpoint = "http";
    private const string OtlpGrpcEndpoint = "otlp-grpc";
    private const string OtlpHttpEndpoint = "otlp-http";
    private const string OtlpGrpcKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string OtlpHttpKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    /// <summary>Leaves the addresses that telemetry is sent to where the resources' environment takes them from.</summary>
    public static void PublishTelemetryEndpoints(DistributedApplicationModel model, IConfiguration configuration)
    {
        if (model.Resources.TryGetByName(Name, out var resource) && resource is ExecutableResource dashboard)
        {
            configuration[OtlpGrpcKey] = dashboard.GetEndpoint(OtlpGrpcEndpoint).Url;
            configuration[OtlpHttpKey] = dashboard.GetEndpoint(OtlpHttpEndpoint).Url;
        }
    }

    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            AddToModel();
            return Task.CompletedTask;
        });
        eventing.Subscribe<ResourceReadyEvent>((ready, token) =>
            ready.Resource is ExecutableResource { Name: Name } dashboard ? TellAddressAsync(dashboard, token) : Task.CompletedTask);
        return Task.CompletedTask;
    }

    private void AddToModel()
    {
        var program = settings.DashboardPath switch
        {
            null or "" => throw new DistributedApplicationException("The AppHost does not know where Aspire's dashboard is: build the AppHost."),
            var path when !File.Exists(path) => throw new DistributedApplicationException($"Aspire's dashboard is not at '{path}'. Build the AppHost, which downloads it once."),
            var path => path,
        };
        var dashboard = new ExecutableResource(Name, program, Path.GetDirectoryName(program)!);
        var page = AddEndpoint(dashboard, PageEndpoint, settings.DashboardUrls?.Split(';', StringSplitOptions.RemoveEmptyEntries)[0], "ASPNETCORE_URLS");
        var grpc = AddEndpoint(dashboard, OtlpGrpcEndpoint, settings.OtlpGrpcUrl, OtlpGrpcKey);
        var http = AddEndpoint(dashboard, OtlpHttpEndpoint, settings.OtlpHttpUrl, OtlpHttpKey);
        dashboard.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => args.Add("dashboard")));
        dashboard.Annotations.Add(new EnvironmentCallbackAnnotation(async context =>
            DashboardEnvironment.Set(context.EnvironmentVariables, settings, configuration, page, grpc, http, await serviceHost.GetUriAsync(context.CancellationToken))));
        dashboard.Annotations.Add(new ResourceSnapshotAnnotation(new CustomResourceSnapshot
        {
            ResourceType = "Executable",
            Properties = [],
            IsHidden = !configuration.GetValue("ASPIRE_SHOW_DASHBOARD_RESOURCES", defaultValue: false),
        }));
        model.Resources.Insert(0, dashboard);
    }

    private EndpointReference AddEndpoint(ExecutableResource dashboard, string name, string? url, string key)
    {
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var given) || given.Scheme is not ("http" or "https")))
        {
            throw new DistributedApplicationException($"{key} must be an absolute http or https address, not '{url}'.");
        }

        var uri = url is null ? null : new Uri(url);
        if (uri is { Scheme: "http" } && !settings.AllowUnsecuredTransport)
        {
            throw new DistributedApplicationException(
                $"{key} is '{url}', an http address. Set ASPIRE_ALLOW_UNSECURED_TRANSPORT to true to allow that, e.g. in Properties/launchSettings.json.");
        }

        dashboard.Annotations.Add(new EndpointAnnotation(
            System.Net.Sockets.ProtocolType.Tcp, uri?.Scheme ?? "http", name: name, port: uri is { Port: > 0 } ? uri.Port : null, isProxied: true));
        return dashboard.GetEndpoint(name);
    }

    private async Task TellAddressAsync(ExecutableResource dashboard, CancellationToken cancellationToken)
    {
        var url = dashboard.GetEndpoint(PageEndpoint).Url;
        await WaitUntilServedAsync(url, cancellationToken);
        LogListening(logger, url);
        if (settings.BrowserToken is { } token)
        {
            LogLogin(logger, $"{url}/login?t={token}");
        }
    }

    /// <summary>The process runs a second or two before it answers; nobody should be sent there sooner.</summary>
    private static async Task WaitUntilServedAsync(string url, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            // Any answer will do: what is asked is whether there is one, not whom it comes from.
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Now listening on: {DashboardUrl}")]
    private static partial void LogListening(ILogger logger, string dashboardUrl);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Login to the dashboard at {DashboardLoginUrl}")]
    private static partial void LogLogin(ILogger logger, string dashboardLoginUrl);
}
