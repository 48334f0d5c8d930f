using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project that is run as one or more processes.</summary>
/// <param name="name">The name of the resource.</param>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IComputeResource;

/// <summary>A program on this machine.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}, Command = {Command}")]
public class ExecutableResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>Describes a program.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="command">A path, or a name that is looked up on the PATH.</param>
    /// <param name="workingDirectory">The directory in which it runs.</param>
    public ExecutableResource(string name, string command, string workingDirectory) : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        base.Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });
    }

    /// <summary>The program: a path, or a name that is looked up on the PATH.</summary>
    public string Command => Launch.Command;

    /// <summary>The directory in which it runs.</summary>
    public string WorkingDirectory => Launch.WorkingDirectory;

    private ExecutableAnnotation Launch => Annotations.OfType<ExecutableAnnotation>().Last();
}

/// <summary>A container.</summary>
/// <param name="name">The name of the resource.</param>
/// <param name="entrypoint">Replaces the entry point of the image; null keeps it.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>Replaces the entry point of the image; null keeps it.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
