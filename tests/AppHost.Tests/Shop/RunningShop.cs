using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

// Several shops at once would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(ReferenceShop.AppHost.Tests.Shop.RunningShop))]

namespace ReferenceShop.AppHost.Tests.Shop;

/// <summary>The whole shop as <c>AppHost.cs</c> composes it, with data of its own, started once for all tests that want it.</summary>
public sealed class RunningShop : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(3);

    private readonly TemporaryState _state = new();
    private readonly Lazy<Task> _start;
    private IDistributedApplicationTestingBuilder? _builder;
    private DistributedApplication? _app;

    public RunningShop() => _start = new(StartAsync);

    public TraceReceiver Traces { get; } = new();

    internal DistributedApplication App => _app ?? throw new InvalidOperationException("Await StartedAsync first.");

    /// <summary>Completes when every resource is healthy. Only tests that need the shop pay for its start.</summary>
    public Task StartedAsync() => _start.Value;

    /// <summary>A new visitor of the store, with a cookie jar of his own.</summary>
    internal async Task<Visitor> VisitorAsync()
    {
        await StartedAsync();
        return new Visitor(App.GetEndpoint("gateway", "http"));
    }

    internal HttpClient Service(string name) => App.CreateHttpClient(name, "http");

    /// <summary>The states of all instances of a resource, as the dashboard gets them.</summary>
    internal async Task<ResourceEvent> WaitForAsync(string resource, Func<ResourceEvent, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await App.ResourceNotifications.WaitForResourceAsync(resource, condition, limit.Token);
    }

    internal async Task<IReadOnlyList<(string Instance, int Pid)>> InstancesAsync(string resource)
    {
        var instances = new Dictionary<string, int>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var update in App.ResourceNotifications.WatchAsync(limit.Token))
        {
            if (update.Resource.Name == resource && Pid(update.Snapshot) is { } pid)
            {
                instances[update.ResourceId] = pid;
                if (instances.Count == update.Resource.Annotations.OfType<ReplicaAnnotation>().Single().Replicas)
                {
                    break;
                }
            }
        }

        return [.. instances.Select(instance => (instance.Key, instance.Value))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_builder is not null)
        {
            await _builder.DisposeAsync();
        }

        await Traces.DisposeAsync();
        _state.Dispose();
    }

    private static int? Pid(CustomResourceSnapshot snapshot)
        => snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } pid
            ? Convert.ToInt32(pid, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(s_startLimit);
        var endpoint = await Traces.StartAsync(limit.Token);
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--gateway-port", "0", "--servers", "native", "--state-folder", _state.Path], limit.Token);
        foreach (var project in _builder.Resources.OfType<ProjectResource>())
        {
            _builder.CreateResourceBuilder(project)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.ToString())
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "200");
        }

        _app = await _builder.BuildAsync(limit.Token);
        try
        {
            await _app.StartAsync(limit.Token);
            await Task.WhenAll(Checked(_builder.Resources)
                .Select(resource => _app.ResourceNotifications.WaitForResourceHealthyAsync(resource.Name, WaitBehavior.WaitOnResourceUnavailable, limit.Token)));
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"Not healthy within {s_startLimit}:{Environment.NewLine}{await UnhealthyAsync(_app, _builder.Resources)}", exception);
        }
    }

    private static IEnumerable<IResource> Checked(IEnumerable<IResource> resources)
        => resources.Where(resource => resource.Annotations.OfType<HealthCheckAnnotation>().Any());

    /// <summary>What a person would look up on the dashboard: the health reports and the last lines of what did not come up.</summary>
    private static async Task<string> UnhealthyAsync(DistributedApplication app, IEnumerable<IResource> resources)
    {
        var logs = app.Services.GetRequiredService<ResourceLoggerService>();
        var text = new StringBuilder();
        foreach (var resource in Checked(resources))
        {
            if (!app.ResourceNotifications.TryGetCurrentState(resource.Name, out var current))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"== {resource.Name}: no single state");
            }
            else if (current.Snapshot.HealthStatus == HealthStatus.Healthy)
            {
                continue;
            }
            else
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"== {resource.Name}: {current.Snapshot.State?.Text}");
                text.AppendJoin(Environment.NewLine, current.Snapshot.HealthReports.Select(report => $"{report.Name}: {report.Status} {report.Description}")).AppendLine();
            }

            await foreach (var lines in logs.GetAllAsync(resource))
            {
                text.AppendJoin(Environment.NewLine, lines.TakeLast(40).Select(line => line.Content)).AppendLine();
            }
        }

        return text.ToString();
    }
}
