using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Asks about containers.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>The resources that run as containers.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model) => model.Resources.Where(IsContainer);

    /// <summary>Whether a resource runs as a container: it has an image.</summary>
    /// <param name="resource">The resource.</param>
    public static bool IsContainer(this IResource resource) => resource.HasAnnotationOfType<ContainerImageAnnotation>();
}

/// <summary>Asks about executables.</summary>
public static class ExecutableResourceExtensions
{
    /// <summary>The resources that are programs on this machine.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model) =>
        model.Resources.OfType<ExecutableResource>();
}

/// <summary>Asks about projects.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>The resources that are projects.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model) => model.Resources.OfType<ProjectResource>();

    /// <summary>Where the project is.</summary>
    /// <param name="projectResource">The resource.</param>
    /// <exception cref="InvalidOperationException">It has no metadata.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource) =>
        projectResource.Annotations.OfType<IProjectMetadata>().SingleOrDefault()
        ?? throw new InvalidOperationException($"The project resource '{projectResource.Name}' has no project metadata.");
}
