using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Makes the orchestrator's object for an instance of a project or an executable.</summary>
internal sealed class ExecutableFactory(ProjectPrograms programs)
{
    public DcpExecutable Create(IResource resource, DcpInstance instance, LaunchConfiguration configuration)
    {
        var program = ProgramOf(resource);
        return new DcpExecutable
        {
            Metadata = new DcpMetadata { Name = instance.Name, Annotations = InstanceAnnotations.For(resource, instance, program.Args.Count, configuration) },
            Spec = new DcpExecutableSpec
            {
                ExecutablePath = program.Path,
                WorkingDirectory = program.WorkingDirectory,
                Args = [.. program.Args, .. configuration.Arguments.Select(argument => argument.Value)],
                Env = configuration.Environment,
            },
        };
    }

    private ProjectProgram ProgramOf(IResource resource)
    {
        if (resource is ProjectResource project)
        {
            return programs.Find(project);
        }

        var executable = resource.TryGetLastAnnotation<ExecutableAnnotation>(out var annotation)
            ? (annotation.Command, annotation.WorkingDirectory)
            : (((ExecutableResource)resource).Command, ((ExecutableResource)resource).WorkingDirectory);
        return Directory.Exists(executable.WorkingDirectory)
            ? new ProjectProgram(executable.Command, [], executable.WorkingDirectory)
            : throw new DistributedApplicationException(
                $"The working directory '{executable.WorkingDirectory}' of resource '{resource.Name}' does not exist.");
    }
}

/// <summary>The annotations by which the orchestrator's object says what it stands for.</summary>
internal static class InstanceAnnotations
{
    public static Dictionary<string, string> For(IResource resource, DcpInstance instance, int ownArguments, LaunchConfiguration configuration)
    {
        IReadOnlyList<DcpLaunchArgument> arguments =
            [.. configuration.Arguments.Select((argument, i) => new DcpLaunchArgument(argument.Value, argument.IsSecret, ownArguments + i))];
        var annotations = new Dictionary<string, string>
        {
            [DcpAnnotations.ResourceName] = resource.Name,
            [DcpAnnotations.OtelServiceName] = resource.Name,
            [DcpAnnotations.OtelServiceInstanceId] = instance.Suffix,
            [DcpAnnotations.ReplicaCount] = $"{InstanceNames.InstancesOf(resource).Count}",
            [DcpAnnotations.ReplicaIndex] = $"{instance.Index}",
            [DcpAnnotations.AppArgs] = JsonSerializer.Serialize(arguments, DcpJson.Default.LaunchArguments),
        };
        if (EndpointAllocator.ProducersOf(resource) is { Count: > 0 } producers)
        {
            annotations[DcpAnnotations.ServiceProducer] = JsonSerializer.Serialize(producers, DcpJson.Default.ServiceProducers);
        }

        return annotations;
    }
}
