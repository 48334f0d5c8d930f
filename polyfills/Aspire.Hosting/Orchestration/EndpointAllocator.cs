using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Gives endpoints their addresses. An endpoint with a proxy becomes a service of the orchestrator, which listens for clients from the beginning and
/// hands connections to whichever instance is there; one without has the port on which its process listens.
/// </summary>
internal sealed class EndpointAllocator(DcpClient client, bool randomizePorts)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _serviceNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> _givenPorts = [];

    /// <summary>The address of everything that the orchestrator runs. Nothing is running yet.</summary>
    public async Task AllocateAsync(IReadOnlyCollection<IResource> resources, CancellationToken cancellationToken)
    {
        var services = new List<(IResource Resource, EndpointAnnotation Endpoint, DcpService Service)>();
        foreach (var resource in resources)
        {
            foreach (var endpoint in EndpointsOf(resource).Where(e => e.AllocatedEndpoint is null))
            {
                Check(resource, endpoint);
                if (endpoint.IsProxied)
                {
                    services.Add((resource, endpoint, CreateService(resource, endpoint)));
                }
                else
                {
                    AllocateWithoutProxy(resource, endpoint);
                }
            }
        }

        await Task.WhenAll(services.Select(async entry =>
        {
            var port = await GetPortAsync(entry.Resource, entry.Endpoint, entry.Service, cancellationToken);
            Set(entry.Resource, entry.Endpoint, port, TargetPortOf(entry.Endpoint) ?? $$$"""{{- portForServing "{{{entry.Service.Name}}}" -}}""");
            entry.Resource.Annotations.Add(new ProxyServiceAnnotation(entry.Endpoint, entry.Service.Name));
        }));
    }

    /// <summary>The services through which clients reach the instances of a resource.</summary>
    public static IReadOnlyList<DcpServiceProducer> ProducersOf(IResource resource) =>
    [
        .. resource.Annotations.OfType<ProxyServiceAnnotation>().Select(annotation => new DcpServiceProducer(
            annotation.ServiceName,
            IPAddress.TryParse(annotation.Endpoint.TargetHost, out _) ? annotation.Endpoint.TargetHost : KnownHostNames.Localhost,
            annotation.Endpoint.TargetPort)),
    ];

    private static EndpointAnnotation[] EndpointsOf(IResource resource) => [.. resource.Annotations.OfType<EndpointAnnotation>()];

    private static string? TargetPortOf(EndpointAnnotation endpoint) =>
        endpoint.TargetPort?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Check(IResource resource, EndpointAnnotation endpoint)
    {
        var replicas = InstanceNames.InstancesOf(resource).Count;
        if (replicas > 1 && !endpoint.IsProxied)
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' has {replicas} replicas, and its endpoint '{endpoint.Name}' has no proxy: they would all listen on the same port.");
        }

        if (replicas > 1 && endpoint.TargetPort is { } port)
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' has {replicas} replicas, and its endpoint '{endpoint.Name}' has the fixed target port {port}: only one could listen on it.");
        }

        // Inside a container ports do not collide with those of this machine.
        if (endpoint.IsProxied && !resource.IsContainer() && endpoint.Port is { } clientPort && clientPort == endpoint.TargetPort)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' has the same port {clientPort} for clients and for the process behind the proxy. " +
                "Leave one of them out, or set isProxied: false.");
        }

        if (resource.IsContainer() && endpoint.TargetPort is null)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of container '{resource.Name}' needs a target port: the one on which the container listens.");
        }
    }

    private DcpService CreateService(IResource resource, EndpointAnnotation endpoint)
    {
        var name = EndpointsOf(resource).Length > 1 ? $"{resource.Name}-{endpoint.Name}" : resource.Name;
        if (!_serviceNames.Add(name))
        {
            name = Enumerable.Range(1, int.MaxValue).Select(i => $"{name}-{i}").First(_serviceNames.Add);
        }

        return new DcpService
        {
            Metadata = new DcpMetadata
            {
                Name = name,
                Annotations = new() { [DcpAnnotations.ResourceName] = resource.Name, [DcpAnnotations.EndpointName] = endpoint.Name },
            },
            Spec = new DcpServiceSpec
            {
                Protocol = endpoint.Protocol == ProtocolType.Udp ? "UDP" : "TCP",
                Address = KnownHostNames.Localhost,
                Port = randomizePorts ? null : endpoint.Port,
            },
        };
    }

    private async Task<int> GetPortAsync(IResource resource, EndpointAnnotation endpoint, DcpService service, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            if (service.Spec.Port is { } port && await IsTakenAsync(port, limit.Token))
            {
                throw new DistributedApplicationException(
                    $"Port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is in use by another process.");
            }

            var current = await client.CreateAsync(service, limit.Token);
            while (current.Status is not { EffectivePort: > 0 })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
                current = await client.GetAsync<DcpService>(service.Name, limit.Token);
            }

            return current.Status.EffectivePort.Value;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' got no address in {s_limit.TotalSeconds:0} s.", exception);
        }
    }

    private void AllocateWithoutProxy(IResource resource, EndpointAnnotation endpoint)
    {
        var port = (resource.IsContainer() ? endpoint.Port : endpoint.TargetPort ?? endpoint.Port) ?? GetFreePort();
        if (!resource.IsContainer())
        {
            endpoint.TargetPort ??= port;
        }

        endpoint.Port ??= port;
        Set(resource, endpoint, port, TargetPortOf(endpoint));
    }

    private static void Set(IResource resource, EndpointAnnotation endpoint, int port, string? targetPortExpression)
    {
        var address = IPAddress.TryParse(endpoint.TargetHost, out var ip) && IPAddress.IsLoopback(ip) && !endpoint.IsProxied
            ? endpoint.TargetHost
            : KnownHostNames.Localhost;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression);

        // Containers reach each other by name in their own network, and what runs on this machine through the runtime's name for it.
        var network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
        var (host, portThere) = resource.IsContainer() ? (resource.Name, endpoint.TargetPort ?? port) : (KnownHostNames.DockerDesktopHostBridge, port);
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            network, new AllocatedEndpoint(endpoint, host, portThere, EndpointBindingMode.SingleAddress, targetPortExpression, network));
    }

    private int GetFreePort()
    {
        while (true)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)probe.LocalEndPoint!).Port;
            lock (_givenPorts)
            {
                if (_givenPorts.Add(port))
                {
                    return port;
                }
            }
        }
    }

    private static async Task<bool> IsTakenAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await probe.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>The service of the orchestrator that stands for an endpoint.</summary>
internal sealed record ProxyServiceAnnotation(EndpointAnnotation Endpoint, string ServiceName) : IResourceAnnotation;
