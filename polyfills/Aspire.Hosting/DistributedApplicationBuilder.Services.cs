using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public partial class DistributedApplicationBuilder
{
    private void AddServices(DistributedApplicationOptions options, HostSettings hostSettings)
    {
        AddLogging(options);
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(options);
        Services.AddSingleton(hostSettings);
        Services.AddSingleton(UserSecrets);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton<IDistributedApplicationEventing>(Eventing);
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(s => new ResourceCommandService(
            s.GetRequiredService<ResourceNotificationService>(),
            s.GetRequiredService<ResourceLoggerService>(),
            s,
            s.GetRequiredService<DistributedApplicationModel>()));
        Services.AddSingleton<IAspireStore, AspireStore>();
        Services.AddHealthChecks();
        Services.AddHttpClient();

        // Without the dashboard nobody could start what failed, so waiting for it would never end.
        Services.Configure<ResourceNotificationServiceOptions>(o => o.DefaultWaitBehavior =
            options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);

        Services.AddEventingSubscriber<ParameterStates>();
        Services.AddEventingSubscriber<ModelFinalizer>();
        Services.AddHostedService<ResourceHealthMonitor>();
        if (options.EnableResourceLogging)
        {
            Services.AddHostedService<ResourceLogForwarder>();
        }

        // Last, so that everybody who watches is there when the first state is published.
        Services.AddOrchestration(options, hostSettings);
    }

    private void AddLogging(DistributedApplicationOptions options)
    {
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // A start that fails throws; the host would log the same with its stack before.
        _host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        _host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        _host.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        if (!options.DisableDashboard)
        {
            // The dashboard shows failing checks; without it the log is where people see them.
            _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        }

        // Once more, so that the configuration overrides the filters above.
        _host.Logging.AddConfiguration(_host.Configuration.GetSection("Logging"));
    }
}
