using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ReferenceShop.ServiceDefaults.Health;

/// <summary>Settings of a stop, section <c>Shutdown</c>, e.g. <c>"Shutdown": { "ReadinessDelay": "00:00:05" }</c>.</summary>
public sealed class ShutdownOptions
{
    internal const string Section = "Shutdown";

    /// <summary>How long an instance that says it is not ready goes on serving before it stops taking connections. 0 to 60 s, by default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Shutdown:ReadinessDelay must lie between 00:00:00 and 00:01:00.")]
    public TimeSpan ReadinessDelay { get; set; } = TimeSpan.FromMilliseconds(250);
}

/// <summary>On a stop readiness falls first, callers get a moment to see it, and only then does the server stop listening.</summary>
internal sealed class ShutdownReadiness(IOptions<ShutdownOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    private volatile bool _stopping;

    public bool IsStopping => _stopping;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        return Task.Delay(options.Value.ReadinessDelay, clock, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
