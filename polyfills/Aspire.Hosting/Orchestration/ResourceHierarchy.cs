using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Orchestration;

/// <summary>A database lives and dies with its server: what happens to a resource happens to its children that have no life of their own.</summary>
internal static class ResourceHierarchy
{
    public static async Task PublishAsync<T>(RunContext context, IResource resource, Func<IResource, T> createEvent, CancellationToken cancellationToken)
        where T : IDistributedApplicationResourceEvent
    {
        await context.Eventing.PublishAsync(createEvent(resource), cancellationToken);
        foreach (var child in ChildrenOf(context.Model, resource))
        {
            await PublishAsync(context, child, createEvent, cancellationToken);
        }
    }

    /// <summary>The connection strings of a resource and of its children can be resolved now.</summary>
    public static async Task PublishConnectionStringAsync(RunContext context, IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
        {
            await context.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, context.Services), cancellationToken);
        }

        foreach (var child in ChildrenOf(context.Model, resource))
        {
            await PublishConnectionStringAsync(context, child, cancellationToken);
        }
    }

    /// <summary>Shows the state of a container on its children.</summary>
    public static async Task PublishStateAsync(RunContext context, IResource resource, CustomResourceSnapshot state)
    {
        foreach (var child in ChildrenOf(context.Model, resource))
        {
            await context.Notifications.PublishUpdateAsync(
                child, s => s with { State = state.State, StartTimeStamp = state.StartTimeStamp, StopTimeStamp = state.StopTimeStamp });
            await PublishStateAsync(context, child, state);
        }
    }

    public static bool HasOwnLife(IResource resource) => InstanceNames.IsRun(resource) || resource is ParameterResource or ConnectionStringResource;

    private static IResource[] ChildrenOf(DistributedApplicationModel model, IResource resource) =>
        [.. model.Resources.Where(r => r is IResourceWithParent child && child.Parent == resource && !HasOwnLife(r))];
}
