using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Serves the resource service to the dashboard, on loopback, over HTTP/2 without TLS, on a free port unless one is given. A web application of its own:
/// the services and settings of the AppHost must not leak into it, nor its own into the AppHost.
/// </summary>
/// <param name="apiKey">What the dashboard has to show; random for each run.</param>
/// <param name="port">The port to listen on; 0 takes a free one.</param>
/// <param name="services">Where the parts of the application model come from.</param>
internal sealed class DashboardServiceHost(string apiKey, int port, IServiceProvider services) : IHostedService, IAsyncDisposable
{
    private readonly TaskCompletionSource<Uri> _uri = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _app;

    /// <summary>What the dashboard has to show in the header <c>x-resource-service-api-key</c>.</summary>
    public string ApiKey => apiKey;

    /// <summary>Where it listens; completes when it does.</summary>
    public Task<Uri> GetUriAsync(CancellationToken cancellationToken = default) => _uri.Task.WaitAsync(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _app = Build();
            await _app.StartAsync(cancellationToken);
            _uri.TrySetResult(new Uri(_app.Urls.Single()));
        }
        catch (Exception exception)
        {
            _uri.TrySetException(exception);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Watchers would hold the server up until its time limit.
        await _stopping.CancelAsync();
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());

        var app = builder.Build();
        var service = new DashboardService(
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ResourceLoggerService>(),
            services.GetRequiredService<ResourceCommandService>(),
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<IHostEnvironment>(),
            TimeProvider.System);
        service.Map(new GrpcEndpoints(app, DashboardService.Name, apiKey, services.GetRequiredService<ILogger<DashboardService>>(), _stopping.Token));
        return app;
    }
}
