using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A builder whose application ends with it.</summary>
internal sealed class TestingBuilder(
    DistributedApplicationBuilder inner, Func<CancellationToken, Task<DistributedApplication>> build, Action abandon) : IDistributedApplicationTestingBuilder
{
    private DistributedApplication? _application;

    public ConfigurationManager Configuration => inner.Configuration;

    public string AppHostDirectory => inner.AppHostDirectory;

    public Assembly? AppHostAssembly => inner.AppHostAssembly;

    public IHostEnvironment Environment => inner.Environment;

    public IServiceCollection Services => inner.Services;

    public IDistributedApplicationEventing Eventing => inner.Eventing;

    public DistributedApplicationExecutionContext ExecutionContext => inner.ExecutionContext;

    public IResourceCollection Resources => inner.Resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
        => inner.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
        => inner.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
        => _application ??= await build(cancellationToken);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        abandon();
        if (_application is { } application)
        {
            _application = null;
            await application.EndAsync();
        }
    }
}

internal static class ApplicationEnd
{
    /// <summary>Stops the application, if it was started, and disposes of it. Doing it twice does no harm.</summary>
    public static async Task EndAsync(this DistributedApplication application)
    {
        try
        {
            await application.StopAsync();
        }
        catch (ObjectDisposedException)
        {
            return; // the test has done it
        }

        await application.DisposeAsync();
    }
}
