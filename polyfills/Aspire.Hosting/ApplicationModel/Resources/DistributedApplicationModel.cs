namespace Aspire.Hosting.ApplicationModel;

/// <summary>Everything that an application consists of.</summary>
/// <param name="resources">The resources; the collection is kept, not copied.</param>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Makes a model of the given resources.</summary>
    /// <param name="resources">Resources with distinct names.</param>
    public DistributedApplicationModel(IEnumerable<IResource> resources) : this(new ResourceCollection(resources))
    {
    }

    /// <summary>The resources.</summary>
    public IResourceCollection Resources { get; } = resources;
}
