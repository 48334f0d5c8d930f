using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the model: has the orchestrator started, gives endpoints their addresses, starts what is to be started, and ends it all.</summary>
internal sealed partial class ApplicationOrchestrator(
    DistributedApplicationModel model,
    HostSettings settings,
    ProjectPrograms programs,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    DistributedApplicationExecutionContext executionContext,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    ILogger<DistributedApplication> logger) : IHostedService, IResourceLifecycle, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, (ResourceRunner Runner, InstanceRunner Instance)> _instances = new(StringComparer.OrdinalIgnoreCase);
    private Task<DcpHost>? _dcp;
    private Task _watching = Task.CompletedTask;

    /// <summary>Has the orchestrator started in the background, while the model gets its last changes. That it is missing is told later.</summary>
    public void StartOrchestrator()
    {
        if (_dcp is null && File.Exists(settings.DcpCliPath))
        {
            // Not to be given up halfway: whoever ends the application ends it too.
            _dcp = Task.Run(() => DcpHost.StartAsync(settings.DcpCliPath, CancellationToken.None));
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token, lifetime.ApplicationStopping);
        try
        {
            await RunAsync(starting.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Somebody stopped the application while it was starting; the host goes on to stop it in good order.
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>Ends everything. The host calls it instead of stopping when the start has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _dcp, null) is not { } starting)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _watching;
        await Task.WhenAll(_instances.Values.Select(entry => entry.Instance.StopLogAsync()));
        try
        {
            await (await starting).DisposeAsync();
        }
        catch (DistributedApplicationException)
        {
            // It did not start, as was told where that mattered.
        }
    }

    /// <summary>Starts an instance and waits for what it waits for.</summary>
    public Task StartResourceAsync(string resourceInstanceName, CancellationToken cancellationToken)
    {
        var (runner, instance) = Find(resourceInstanceName);
        return runner.StartAsync(instance, cancellationToken);
    }

    /// <summary>Stops an instance and waits until it has ended.</summary>
    public Task StopResourceAsync(string resourceInstanceName, CancellationToken cancellationToken) =>
        Find(resourceInstanceName).Instance.StopAsync(cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        LogPolyfill(logger);
        LogStarting(logger);
        InstanceNames.Assign(model.Resources);
        _dcp ??= DcpHost.StartAsync(RequireOrchestrator(settings.DcpCliPath), CancellationToken.None);
        var dcp = await _dcp.WaitAsync(cancellationToken);
        var context = new RunContext(dcp.Client, new ExecutableFactory(programs), notifications, loggers, eventing, executionContext, model, services, logger)
        {
            ContainersReady = PrepareContainersAsync(dcp.Client, cancellationToken),
        };
        var runners = CreateRunners(context);
        await new InitialStates(context).PublishAsync(cancellationToken);
        await AllocateEndpointsAsync(context, [.. runners.Select(runner => runner.Resource)], cancellationToken);
        _watching = WatchAsync(context.Client);
        await Task.WhenAll(runners.Select(runner => runner.StartAllAsync(cancellationToken)));
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken);
        LogStarted(logger);
    }

    private ResourceRunner[] CreateRunners(RunContext context)
    {
        ResourceRunner[] runners = [.. model.Resources.Where(InstanceNames.IsRun).Select(resource => new ResourceRunner(context, resource))];
        foreach (var runner in runners)
        {
            foreach (var instance in runner.Instances)
            {
                _instances.Add(instance.Name, (runner, instance));
            }
        }

        return runners;
    }

    private async Task AllocateEndpointsAsync(RunContext context, IReadOnlyCollection<IResource> resources, CancellationToken cancellationToken)
    {
        await new EndpointAllocator(context.Client, settings.RandomizePorts).AllocateAsync(resources, cancellationToken);
        DashboardResource.PublishTelemetryEndpoints(model, configuration);

        // All addresses are known before anybody is told of one: a URL of one resource may be made from the endpoint of another.
        foreach (var resource in resources)
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken);
        }

        foreach (var resource in resources)
        {
            await ResourceHierarchy.PublishConnectionStringAsync(context, resource, cancellationToken);
        }
    }

    private async Task PrepareContainersAsync(DcpClient client, CancellationToken cancellationToken)
    {
        if (!model.Resources.Any(resource => resource.IsContainer()))
        {
            return;
        }

        var info = await DcpHost.GetInfoAsync(settings.DcpCliPath!, cancellationToken);
        if (info?.Containers is not { IsHealthy: true } runtime)
        {
            LogContainerRuntime(logger, info?.Containers?.Runtime ?? "docker", info?.Containers?.Error?.ReplaceLineEndings(" ") ?? "it did not answer");
            return;
        }

        var suffix = Guid.NewGuid().ToString("N")[..8];
        await client.CreateAsync(
            new DcpContainerNetwork
            {
                Metadata = new DcpMetadata { Name = ContainerFactory.NetworkName },
                Spec = new DcpContainerNetworkSpec($"{ContainerFactory.NetworkName}-{suffix}"),
            },
            cancellationToken);
    }

    private async Task WatchAsync(DcpClient client)
    {
        try
        {
            await new StatusWatcher(client, name => _instances.GetValueOrDefault(name).Instance).WatchAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
        catch (Exception exception)
        {
            LogLost(logger, exception.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private (ResourceRunner Runner, InstanceRunner Instance) Find(string resourceId) =>
        _stopping.IsCancellationRequested ? throw new InvalidOperationException("The application is stopping.")
        : _instances.TryGetValue(resourceId, out var found) ? found
        : throw new InvalidOperationException($"There is no instance '{resourceId}' that the orchestrator runs.");

    private static string RequireOrchestrator(string? path) => path switch
    {
        null or "" => throw new DistributedApplicationException(
            "The AppHost does not know where Aspire's orchestrator is: set <IsAspireHost>true</IsAspireHost> in its project and build it."),
        _ when !File.Exists(path) => throw new DistributedApplicationException(
            $"Aspire's orchestrator is not at '{path}'. Build the AppHost, which downloads it once."),
        _ => path,
    };

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "This host is the polyfill of Aspire.Hosting 13.5 in this repository; build with -p:Polyfills=false to use the official packages.")]
    private static partial void LogPolyfill(ILogger logger);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Distributed application starting.")]
    private static partial void LogStarting(ILogger logger);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Distributed application started. Press Ctrl+C to shut down.")]
    private static partial void LogStarted(ILogger logger);

    [LoggerMessage(EventId = 0, Level = LogLevel.Warning, Message = "The container runtime '{Runtime}' is not healthy, so containers will not start: {Reason}")]
    private static partial void LogContainerRuntime(ILogger logger, string runtime, string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Critical, Message = "{Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
