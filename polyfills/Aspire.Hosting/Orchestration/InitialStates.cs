using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Orchestration;

/// <summary>Shows every resource before anything is started, and tells each that it may set itself up.</summary>
internal sealed class InitialStates(RunContext context)
{
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        context.Eventing.Subscribe<ResourceEndpointsAllocatedEvent>((allocated, token) => PublishUrlsAsync(allocated.Resource, token));
        context.Eventing.Subscribe<ConnectionStringAvailableEvent>((available, token) => PublishConnectionStringAsync(available.Resource, token));
        foreach (var resource in context.Model.Resources.ToArray())
        {
            var waitsForStart = InstanceNames.IsRun(resource) && resource.HasAnnotationOfType<ExplicitStartupAnnotation>();
            var parent = ParentOf(resource);
            await context.Notifications.PublishUpdateAsync(resource, s => s with
            {
                State = waitsForStart ? KnownResourceStates.NotStarted : s.State,
                Properties = parent is null ? s.Properties : s.Properties.SetResourceProperty(KnownProperties.ParentName, parent.GetResolvedResourceNames()[0]),
            });
            if (!resource.HasAnnotationOfType<EndpointAnnotation>())
            {
                await PublishUrlsAsync(resource, cancellationToken);
            }

            var initialize = new InitializeResourceEvent(resource, context.Eventing, context.Loggers, context.Notifications, context.Services);
            await context.Eventing.PublishAsync(initialize, EventDispatchBehavior.NonBlockingConcurrent, cancellationToken);
        }
    }

    private static IResource? ParentOf(IResource resource) => resource is IResourceWithParent child
        ? child.Parent
        : resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(r => r.Type == KnownRelationshipTypes.Parent)?.Resource;

    private async Task PublishUrlsAsync(IResource resource, CancellationToken cancellationToken)
    {
        await ResourceUrls.ResolveAsync(resource, context.ExecutionContext, context.Loggers.GetLogger(resource), cancellationToken);

        // What the orchestrator does not run says itself when it is up; its URLs are there from the beginning.
        var urls = ResourceUrls.SnapshotsOf(resource, isActive: !InstanceNames.IsRun(resource));
        if (urls.Length > 0)
        {
            await context.Notifications.PublishUpdateAsync(resource, s => s with { Urls = urls });
        }
    }

    private async Task PublishConnectionStringAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString source)
        {
            var value = await source.GetConnectionStringAsync(cancellationToken);
            await context.Notifications.PublishUpdateAsync(resource, s => s with
            {
                Properties = s.Properties.SetResourceProperty(KnownProperties.ConnectionString, value, isSensitive: true),
            });
        }
    }
}
