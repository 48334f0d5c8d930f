using System.Collections.Immutable;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says with the words of the model what the orchestrator says of an instance.</summary>
internal static class InstanceSnapshots
{
    public static CustomResourceSnapshot Apply(CustomResourceSnapshot previous, IResource resource, IDcpWorkload workload, string? state)
    {
        var status = workload.Status;
        return previous with
        {
            // Right after its creation an object has no state yet; it is starting then, as was said before.
            State = state is null ? previous.State : state,
            ExitCode = status?.ExitCode,
            CreationTimeStamp = workload.Metadata.CreationTimestamp?.ToUniversalTime() ?? previous.CreationTimeStamp,
            StartTimeStamp = status?.StartupTimestamp?.ToUniversalTime(),
            StopTimeStamp = status?.FinishTimestamp?.ToUniversalTime(),
            Properties = SetProperties(previous.Properties, resource, workload),
            EnvironmentVariables = EnvironmentOf(workload),
            Urls = ResourceUrls.SnapshotsOf(resource, isActive: state == KnownResourceStates.Running),
            Volumes = workload is DcpContainer { Spec.VolumeMounts: { } mounts }
                ? [.. mounts.Select(mount => new VolumeSnapshot(mount.Source, mount.Target, mount.Type, mount.ReadOnly))]
                : [],
        };
    }

    public static string? StateOf(DcpWorkloadStatus? status) => status?.State switch
    {
        null or "" => null,
        DcpStates.Terminated => KnownResourceStates.Exited,
        "Pending" => KnownResourceStates.Starting,
        var state => state,
    };

    private static ImmutableArray<ResourcePropertySnapshot> SetProperties(
        ImmutableArray<ResourcePropertySnapshot> properties, IResource resource, IDcpWorkload workload)
    {
        var arguments = LaunchArgumentsOf(workload);
        var secret = arguments.Any(argument => argument.IsSensitive);
        properties = workload switch
        {
            DcpContainer container => properties
                .SetResourceProperty(KnownProperties.ContainerImage, container.Spec.Image)
                .SetResourceProperty(KnownProperties.ContainerId, container.Status?.ContainerId)
                .SetResourceProperty(KnownProperties.ContainerCommand, container.Spec.Command)
                .SetResourceProperty(KnownProperties.ContainerArgs, container.Status?.EffectiveArgs ?? [], isSensitive: true)
                .SetResourceProperty(KnownProperties.ContainerPorts, container.Spec.Ports?.Select(port => port.ContainerPort).ToArray() ?? [])
                .SetResourceProperty(KnownProperties.ContainerLifetime, container.Spec.Persistent == true ? "Persistent" : "Session"),
            DcpExecutable executable => properties
                .SetResourceProperty(KnownProperties.ExecutablePath, executable.Spec.ExecutablePath)
                .SetResourceProperty(KnownProperties.ExecutableWorkDir, executable.Spec.WorkingDirectory)
                .SetResourceProperty(KnownProperties.ExecutableArgs, executable.Status?.EffectiveArgs ?? [], isSensitive: true)
                .SetResourceProperty(KnownProperties.ExecutablePid, executable.Status?.Pid),
            _ => properties,
        };
        if (resource is ProjectResource project)
        {
            properties = properties.SetResourceProperty(KnownProperties.ProjectPath, project.GetProjectMetadata().ProjectPath);
        }

        return properties
            .SetResourceProperty(KnownProperties.AppArgs, arguments.Select(argument => argument.Argument).ToArray(), secret)
            .SetResourceProperty(KnownProperties.AppArgsSensitivity, arguments.Select(argument => argument.IsSensitive ? 1 : 0).ToArray(), secret);
    }

    private static IReadOnlyList<DcpLaunchArgument> LaunchArgumentsOf(IDcpWorkload workload)
    {
        if (workload.Metadata.Annotation(DcpAnnotations.AppArgs) is not { } json)
        {
            return [];
        }

        var effective = workload.Status?.EffectiveArgs;
        return
        [
            .. (JsonSerializer.Deserialize(json, DcpJson.Default.LaunchArguments) ?? []).Select(argument =>
                effective?.ElementAtOrDefault(argument.EffectiveArgumentIndex) is { } value ? argument with { Argument = value } : argument),
        ];
    }

    private static ImmutableArray<EnvironmentVariableSnapshot> EnvironmentOf(IDcpWorkload workload)
    {
        var given = (workload switch
        {
            DcpExecutable executable => executable.Spec.Env,
            DcpContainer container => container.Spec.Env,
            _ => null,
        } ?? []).Select(variable => variable.Name).ToHashSet();
        return
        [
            .. (workload.Status?.EffectiveEnv ?? [])
                .Select(variable => new EnvironmentVariableSnapshot(variable.Name, variable.Value ?? "", given.Contains(variable.Name)))
                .OrderBy(variable => variable.Name, StringComparer.Ordinal),
        ];
    }
}
