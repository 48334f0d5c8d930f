using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>An application that can be run.</summary>
/// <param name="host">The host that runs it.</param>
[DebuggerDisplay("{_host}")]
public class DistributedApplication(IHost host) : IHost, IAsyncDisposable
{
    private readonly IHost _host = host ?? throw new ArgumentNullException(nameof(host));

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The states of the resources.</summary>
    public ResourceNotificationService ResourceNotifications { get; } = host.Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Does commands to resources.</summary>
    public ResourceCommandService ResourceCommands => _host.Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Starts to build an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Starts to build an application.</summary>
    /// <param name="args">The command line of the AppHost.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Starts to build an application.</summary>
    /// <param name="options">How it is set up.</param>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Runs the application until somebody stops it.</summary>
    public void Run()
    {
        try
        {
            RunAsync().GetAwaiter().GetResult();
        }
        catch (DistributedApplicationException exception)
        {
            // If nobody handles it, people need the message and not the stack.
            AppDomain.CurrentDomain.UnhandledException += (_, _) =>
            {
                Console.Error.WriteLine(exception.Message);
                Environment.Exit(1);
            };
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    /// <summary>Runs the application until somebody stops it.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var lifetime = _host.Services.GetRequiredService<IHostApplicationLifetime>();
        try
        {
            await BeforeStartAsync(cancellationToken);
            await _host.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Somebody stopped it while it was starting.
        }
    }

    /// <summary>Starts the application: its resources are on their way up afterwards.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await BeforeStartAsync(cancellationToken);
        await _host.StartAsync(cancellationToken);
    }

    /// <summary>Stops the application and everything that it runs.</summary>
    /// <param name="cancellationToken">Makes it hurry.</param>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <inheritdoc />
    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        _host.Dispose();
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is IAsyncDisposable asyncHost)
        {
            await asyncHost.DisposeAsync();
        }
        else
        {
            _host.Dispose();
        }
    }

    Task IHost.StartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    Task IHost.StopAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    private async Task BeforeStartAsync(CancellationToken cancellationToken)
    {
        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        var executionContext = Services.GetRequiredService<DistributedApplicationExecutionContext>();
        foreach (var subscriber in Services.GetServices<IDistributedApplicationEventingSubscriber>())
        {
            await subscriber.SubscribeAsync(eventing, executionContext, cancellationToken);
        }

        var model = Services.GetRequiredService<DistributedApplicationModel>();
        await eventing.PublishAsync(new BeforeStartEvent(Services, model), cancellationToken);
    }
}
