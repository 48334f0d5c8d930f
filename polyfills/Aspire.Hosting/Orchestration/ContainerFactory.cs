using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Makes the orchestrator's object for a container.</summary>
internal static class ContainerFactory
{
    /// <summary>The object that stands for the network of the application's containers.</summary>
    public const string NetworkName = "aspire-session-network";

    public static async Task<DcpContainer> CreateAsync(
        IResource resource, DcpInstance instance, LaunchConfiguration configuration, ValueProviderContext context, CancellationToken cancellationToken)
    {
        resource.TryGetContainerImageName(out var image);
        return new DcpContainer
        {
            Metadata = new DcpMetadata { Name = instance.Name, Annotations = InstanceAnnotations.For(resource, instance, ownArguments: 0, configuration) },
            Spec = new DcpContainerSpec
            {
                Image = image ?? throw new DistributedApplicationException($"The container '{resource.Name}' has no image."),
                ContainerName = instance.Name,
                Command = (resource as ContainerResource)?.Entrypoint,
                Args = [.. configuration.Arguments.Select(argument => argument.Value)],
                Env = configuration.Environment,
                VolumeMounts = [.. resource.Annotations.OfType<ContainerMountAnnotation>().Select(ToMount)],
                Ports = [.. resource.Annotations.OfType<EndpointAnnotation>().Select(ToPort)],
                RunArgs = await RunArgumentsOfAsync(resource, context, cancellationToken),
                Networks = [new DcpNetworkConnection(NetworkName, [resource.Name, .. AliasesOf(resource)])],
                PullPolicy = PullPolicyOf(resource),
                Persistent = resource.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var lifetime) && lifetime.Lifetime == ContainerLifetime.Persistent
                    ? true
                    : null,
            },
        };
    }

    private static DcpVolumeMount ToMount(ContainerMountAnnotation mount) =>
        new(mount.Type == ContainerMountType.BindMount ? "bind" : "volume", mount.Source, mount.Target, mount.IsReadOnly);

    private static DcpContainerPort ToPort(EndpointAnnotation endpoint) => new(
        endpoint.IsProxied ? null : endpoint.Port,
        endpoint.TargetPort ?? throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of a container needs a target port."),
        "127.0.0.1",
        endpoint.Protocol == ProtocolType.Udp ? "UDP" : "TCP");

    private static IEnumerable<string> AliasesOf(IResource resource) =>
        resource.Annotations.OfType<ContainerNetworkAliasAnnotation>().Select(annotation => annotation.Alias);

    private static string? PullPolicyOf(IResource resource) =>
        resource.TryGetLastAnnotation<ContainerImagePullPolicyAnnotation>(out var policy) && policy.ImagePullPolicy != ImagePullPolicy.Default
            ? policy.ImagePullPolicy.ToString().ToLowerInvariant()
            : null;

    private static async Task<IReadOnlyList<string>> RunArgumentsOfAsync(IResource resource, ValueProviderContext context, CancellationToken cancellationToken)
    {
        var collected = new ContainerRuntimeArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(collected);
        }

        // On Linux the runtime does not know this machine by that name unless it is told.
        List<string> arguments = OperatingSystem.IsLinux() ? [$"--add-host={KnownHostNames.DockerDesktopHostBridge}:host-gateway"] : [];
        foreach (var argument in collected.Args)
        {
            if (await LaunchConfiguration.ResolveAsync(argument, "container runtime argument", context, cancellationToken) is { } text)
            {
                arguments.Add(text);
            }
        }

        return arguments;
    }
}
