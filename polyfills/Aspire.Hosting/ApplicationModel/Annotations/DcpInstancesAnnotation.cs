namespace Aspire.Hosting.ApplicationModel;

/// <summary>One running copy of a resource in the orchestrator.</summary>
/// <param name="Name">Its name, unique in the application: the resource's name and a suffix.</param>
/// <param name="Suffix">The suffix.</param>
/// <param name="Index">Its number, from 0.</param>
internal sealed record DcpInstance(string Name, string Suffix, int Index);

/// <summary>The running copies of a resource; a replica set has several.</summary>
internal sealed class DcpInstancesAnnotation(IReadOnlyList<DcpInstance> instances) : IResourceAnnotation
{
    public IReadOnlyList<DcpInstance> Instances { get; } = instances;
}
