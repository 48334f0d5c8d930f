using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.Hosting.Tests.Runtime;

/// <summary>The sample host, run once for all tests that do not end it. Each test has resources of its own there.</summary>
public sealed class SampleApplication : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private DistributedApplication? _application;

    internal DistributedApplication Application => _application ?? throw new InvalidOperationException("Not started yet.");

    internal ResourceNotificationService States => Application.ResourceNotifications;

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(["--Logging:LogLevel:Default=None"]);
        _application = await builder.BuildAsync();
        await _application.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    internal string[] InstancesOf(string resource)
    {
        var model = Application.Services.GetRequiredService<DistributedApplicationModel>();
        return model.Resources.First(r => r.Name == resource).GetResolvedResourceNames();
    }

    internal CustomResourceSnapshot StateOf(string instance) =>
        States.TryGetCurrentState(instance, out var current) ? current.Snapshot : throw new InvalidOperationException($"'{instance}' has no state.");

    internal Task<ResourceEvent> WaitForAsync(string instance, Func<CustomResourceSnapshot, bool> condition, CancellationToken cancellationToken)
    {
        var resource = States.TryGetCurrentState(instance, out var current) ? current.Resource.Name : instance;
        return States.WaitForResourceAsync(
            resource, e => (e.ResourceId == instance || resource == instance) && condition(e.Snapshot), cancellationToken).WaitAsync(s_patience, cancellationToken);
    }

    internal Task<ResourceEvent> WaitForStateAsync(string instance, string state, CancellationToken cancellationToken) =>
        WaitForAsync(instance, snapshot => snapshot.State?.Text == state, cancellationToken);

    /// <summary>Waits for a line in the log of an instance.</summary>
    internal async Task<LogLine> WaitForLineAsync(string instance, string text, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        var seen = new List<string>();
        try
        {
            await foreach (var batch in Application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(instance).WithCancellation(limit.Token))
            {
                foreach (var line in batch)
                {
                    seen.Add(line.Content);
                    if (line.Content.Contains(text, StringComparison.Ordinal))
                    {
                        return line;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        throw new InvalidOperationException($"'{text}' is not in the log of '{instance}':{Environment.NewLine}{string.Join(Environment.NewLine, seen)}");
    }

    internal Task<ExecuteCommandResult> CommandAsync(string instance, string command, CancellationToken cancellationToken) =>
        Application.ResourceCommands.ExecuteCommandAsync(instance, command, cancellationToken);
}

internal static class SnapshotQueries
{
    public static object? Property(this CustomResourceSnapshot snapshot, string name) => snapshot.Properties.FirstOrDefault(p => p.Name == name)?.Value;

    public static int Pid(this CustomResourceSnapshot snapshot) => (int)(snapshot.Property("executable.pid") ?? 0);

    public static string? Variable(this CustomResourceSnapshot snapshot, string name) =>
        snapshot.EnvironmentVariables.FirstOrDefault(v => v.Name == name)?.Value;
}

[CollectionDefinition(Name)]
public sealed class SampleCollection : ICollectionFixture<SampleApplication>
{
    public const string Name = "sample application";
}
