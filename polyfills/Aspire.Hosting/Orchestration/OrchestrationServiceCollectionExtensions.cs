using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>Adds what runs the model: the client of the orchestrator, and the dashboard with the service that it asks.</summary>
internal static class OrchestrationServiceCollectionExtensions
{
    public static IServiceCollection AddOrchestration(this IServiceCollection services, DistributedApplicationOptions options, HostSettings settings)
    {
        if (settings.DashboardEnabled)
        {
            services.AddSingleton(provider => new DashboardServiceHost(settings.ResourceServiceApiKey ?? "", ResourceServicePort(settings), provider));
            services.AddHostedService(provider => provider.GetRequiredService<DashboardServiceHost>());
            services.AddEventingSubscriber<DashboardResource>();
        }

        services.AddEventingSubscriber<EarlyStart>();
        services.AddSingleton(new ProjectPrograms(options.Assembly));
        services.AddSingleton<ApplicationOrchestrator>();
        services.AddSingleton<IResourceLifecycle>(provider => provider.GetRequiredService<ApplicationOrchestrator>());
        services.AddHostedService(provider => provider.GetRequiredService<ApplicationOrchestrator>());
        return services;
    }

    private static int ResourceServicePort(HostSettings settings) => settings switch
    {
        { RandomizePorts: true } or { ResourceServiceUrl: null } => 0,
        _ when Uri.TryCreate(settings.ResourceServiceUrl, UriKind.Absolute, out var url) && url is { IsLoopback: true, Scheme: "http" } => url.Port,
        _ => throw new DistributedApplicationException(string.Create(
            CultureInfo.InvariantCulture, $"ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL must be an http address on this machine, not '{settings.ResourceServiceUrl}'.")),
    };

    /// <summary>
    /// Before the model gets its last changes: instances have names before anybody publishes a state or writes a log line, and the orchestrator,
    /// which takes a second to start, starts.
    /// </summary>
    private sealed class EarlyStart(DistributedApplicationModel model, ApplicationOrchestrator orchestrator) : IDistributedApplicationEventingSubscriber
    {
        public Task SubscribeAsync(
            IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
        {
            InstanceNames.Assign(model.Resources);
            orchestrator.StartOrchestrator();
            return Task.CompletedTask;
        }
    }
}
