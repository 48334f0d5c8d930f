using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Names the instances of what the orchestrator runs: the resource's name and eight random letters.</summary>
internal static class InstanceNames
{
    private const int SuffixLength = 8;

    public static IReadOnlyList<DcpInstance> InstancesOf(IResource resource) =>
        resource.TryGetLastAnnotation<DcpInstancesAnnotation>(out var annotation) ? annotation.Instances : [];

    /// <summary>Names the instances of every resource that is run by the orchestrator and has none yet.</summary>
    public static void Assign(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources.Where(r => IsRun(r) && !r.HasAnnotationOfType<DcpInstancesAnnotation>()))
        {
            var count = resource is ProjectResource ? resource.GetReplicaCount() : 1;
            resource.Annotations.Add(new DcpInstancesAnnotation([.. Enumerable.Range(0, count).Select(index => NewInstance(resource, index))]));
        }
    }

    /// <summary>Whether the orchestrator runs a resource; others look after themselves.</summary>
    public static bool IsRun(IResource resource) => resource is ProjectResource or ExecutableResource || resource.IsContainer();

    private static DcpInstance NewInstance(IResource resource, int index)
    {
        // A container that has a name of its own keeps it, so that the next run finds it again.
        if (resource.TryGetLastAnnotation<ContainerNameAnnotation>(out var container))
        {
            return new DcpInstance(container.Name, container.Name, index);
        }

        var suffix = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength);
        return new DcpInstance($"{resource.Name}-{suffix}", suffix, index);
    }
}
