using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Asks a resource about its annotations.</summary>
public static class ResourceExtensions
{
    /// <summary>Finds the annotation of a type that was added last.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="annotation">The annotation, if there is one.</param>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        for (var i = resource.Annotations.Count - 1; i >= 0; i--)
        {
            if (resource.Annotations[i] is T found)
            {
                annotation = found;
                return true;
            }
        }

        annotation = default;
        return false;
    }

    /// <summary>Finds all annotations of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="result">The annotations in the order in which they were added; null if there is none.</param>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        var found = resource.Annotations.OfType<T>().ToArray();
        result = found.Length > 0 ? found : null;
        return result is not null;
    }

    /// <summary>Finds all annotations of a type of a resource and of those that it belongs to.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="result">The annotations, its own first; null if there is none.</param>
    public static bool TryGetAnnotationsIncludingAncestorsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        var found = SelfAndAncestors(resource).SelectMany(r => r.Annotations.OfType<T>()).ToArray();
        result = found.Length > 0 ? found : null;
        return result is not null;
    }

    /// <summary>Whether the resource has an annotation of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="resource">The resource.</param>
    public static bool HasAnnotationOfType<T>(this IResource resource)
        where T : IResourceAnnotation => resource.Annotations.Any(annotation => annotation is T);

    /// <summary>Whether the resource or one that it belongs to has an annotation of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="resource">The resource.</param>
    public static bool HasAnnotationIncludingAncestorsOfType<T>(this IResource resource)
        where T : IResourceAnnotation => SelfAndAncestors(resource).Any(r => r.HasAnnotationOfType<T>());

    /// <summary>Finds the callbacks that add environment variables.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="environmentVariables">The callbacks; null if there is none.</param>
    public static bool TryGetEnvironmentVariables(
        this IResource resource, [NotNullWhen(true)] out IEnumerable<EnvironmentCallbackAnnotation>? environmentVariables) =>
        resource.TryGetAnnotationsOfType(out environmentVariables);

    /// <summary>Finds the endpoints.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpoints">The endpoints; null if there is none.</param>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints) =>
        resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>Finds the URLs of the dashboard.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="urls">The URLs; null if there is none.</param>
    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls) =>
        resource.TryGetAnnotationsOfType(out urls);

    /// <summary>Finds what is mounted into a container.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="volumeMounts">The mounts; null if there is none.</param>
    public static bool TryGetContainerMounts(this IResource resource, [NotNullWhen(true)] out IEnumerable<ContainerMountAnnotation>? volumeMounts) =>
        resource.TryGetAnnotationsOfType(out volumeMounts);

    /// <summary>Finds the full name of the image of a container.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="imageName">Registry, image, and tag or digest; null if the resource is no container.</param>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
    {
        if (!resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            imageName = null;
            return false;
        }

        var registry = string.IsNullOrEmpty(image.Registry) ? "" : $"{image.Registry}/";
        var version = image switch
        {
            { SHA256: { Length: > 0 } digest } => $"@sha256:{digest}",
            { Tag: { Length: > 0 } tag } => $":{tag}",
            _ => "",
        };
        imageName = $"{registry}{image.Image}{version}";
        return true;
    }

    /// <summary>An endpoint of the resource; it may be defined later.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpointName">The name of the endpoint.</param>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>An endpoint of the resource as seen from a network; it may be defined later.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpointName">The name of the endpoint.</param>
    /// <param name="contextNetworkId">The network.</param>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName, NetworkIdentifier contextNetworkId) =>
        new(resource, endpointName, contextNetworkId);

    /// <summary>The endpoints that the resource has now.</summary>
    /// <param name="resource">The resource.</param>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint)).ToArray();

    /// <summary>The endpoints that the resource has now, as seen from a network.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="contextNetworkId">The network.</param>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource, NetworkIdentifier contextNetworkId) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint, contextNetworkId)).ToArray();

    /// <summary>The number of instances that the resource is to have.</summary>
    /// <param name="resource">The resource.</param>
    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    /// <summary>The names of the instances: those of the orchestrator, or the resource's own if it has none there.</summary>
    internal static string[] GetResolvedResourceNames(this IResource resource) =>
        resource.TryGetLastAnnotation<DcpInstancesAnnotation>(out var annotation) && annotation.Instances.Count > 0
            ? [.. annotation.Instances.Select(instance => instance.Name)]
            : [resource.Name];

    private static IEnumerable<IResource> SelfAndAncestors(IResource resource)
    {
        for (var current = resource; current is not null; current = (current as IResourceWithParent)?.Parent)
        {
            yield return current;
        }
    }
}
