using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost for tests that want to derive a class of their own from it.</summary>
/// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
/// <param name="args">The command line of the AppHost.</param>
public class DistributedApplicationFactory(Type entryPoint, string[] args) : IDisposable, IAsyncDisposable
{
    private EntryPointRun? _run;
    private DistributedApplication? _application;

    /// <summary>Runs an AppHost with an empty command line.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly.</param>
    public DistributedApplicationFactory(Type entryPoint) : this(entryPoint, [])
    {
    }

    private DistributedApplication Application => _application ?? throw new InvalidOperationException("The application has not been started.");

    /// <summary>Builds and starts the application.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _run = EntryPointRun.Start(entryPoint.Assembly, args, (options, settings) =>
        {
            TestSettings.Apply(entryPoint.Assembly, args, options, settings);
            OnBuilderCreating(options, settings);
        });
        var builder = await _run.Builder.WaitAsync(cancellationToken);
        OnBuilderCreated(builder);
        OnBuilding(builder);
        _application = await _run.BuildAsync(cancellationToken);
        OnBuilt(_application);
        await _application.StartAsync(cancellationToken);
    }

    /// <inheritdoc cref="DistributedApplicationHostingTestingExtensions.CreateHttpClient" />
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = null) => Application.CreateHttpClient(resourceName, endpointName);

    /// <summary>Gets the connection string of a resource.</summary>
    /// <param name="resourceName">The resource.</param>
    public ValueTask<string?> GetConnectionString(string resourceName) => Application.GetConnectionStringAsync(resourceName);

    /// <inheritdoc cref="DistributedApplicationHostingTestingExtensions.GetEndpoint" />
    public Uri GetEndpoint(string resourceName, string? endpointName = null) => Application.GetEndpoint(resourceName, endpointName);

    /// <inheritdoc />
    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _run?.Abandon();
        if (_application is { } application)
        {
            _application = null;
            await application.EndAsync();
        }
    }

    /// <summary>Changes the settings before the builder is made.</summary>
    /// <param name="applicationOptions">The options of the application.</param>
    /// <param name="hostOptions">The options of its host.</param>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>Sees the builder with all that the AppHost added.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Sees the builder right before the application is built.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Sees the application before it starts.</summary>
    /// <param name="application">The application.</param>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }
}
