using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder" />
public partial class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private const string DiagnosticsName = "Aspire.Hosting";
    private const string UserSecretsIdKey = "ASPIRE_USER_SECRETS_ID";

    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;
    private readonly HostApplicationBuilder _host;

    /// <summary>Starts to build an application.</summary>
    /// <param name="args">The command line of the AppHost.</param>
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>Starts to build an application.</summary>
    /// <param name="options">How it is set up.</param>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        // ASPIRE_ENVIRONMENT and the like come below DOTNET_ENVIRONMENT and the command line.
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPIRE_");
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = configuration };
        Tell("DistributedApplicationBuilderConstructing", (options, settings));

        _host = new HostApplicationBuilder(settings);
        if (_host.Configuration[UserSecretsIdKey] is { Length: > 0 } userSecretsId && _host.Environment.IsDevelopment())
        {
            _host.Configuration.AddUserSecrets(userSecretsId);
        }

        _host.Configuration.AddCommandLine(options.Args ?? [], CommandLineSwitches);
        AppHostAssembly = options.Assembly;
        AppHostDirectory = options.ProjectDirectory ?? _host.Environment.ContentRootPath;
        AppHostPath = Path.GetFullPath(Path.Join(AppHostDirectory, options.ProjectName ?? _host.Environment.ApplicationName));
        UserSecrets = UserSecretsStore.For(AppHostAssembly, _host.Configuration[UserSecretsIdKey]);
        _executionContextOptions = new(DistributedApplicationOperation.Run);
        ExecutionContext = new DistributedApplicationExecutionContext(_executionContextOptions);

        var hostSettings = HostSettings.From(_host.Configuration, options, _host.Environment.ApplicationName);
        _host.Configuration.AddInMemoryCollection(
        [
            .. hostSettings.ToConfiguration(),
            new("AppHost:Directory", AppHostDirectory),
            new("AppHost:Path", AppHostPath),
            new("AppHost:Sha256", PathHash(AppHostPath)),
            new("AppHost:PathSha256", PathHash(AppHostPath)),
            new("Aspire:Store:Path", _host.Configuration["Aspire:Store:Path"] ?? options.MetadataValue("aspirestorepath") ?? Path.Join(AppHostDirectory, "obj")),
        ]);
        AddServices(options, hostSettings);
        Tell("DistributedApplicationBuilderConstructed", this);
    }

    /// <inheritdoc />
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <summary>The AppHost's project, without its extension.</summary>
    public string AppHostPath { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc />
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal UserSecretsStore UserSecrets { get; }

    private static Dictionary<string, string> CommandLineSwitches => new(StringComparer.OrdinalIgnoreCase)
    {
        ["--dcp-cli-path"] = "DcpPublisher:CliPath",
        ["--dcp-dashboard-path"] = "DcpPublisher:DashboardPath",
    };

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ModelName.Validate("Resource", resource.Name);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        Tell("DistributedApplicationBuilding", this);
        var application = new DistributedApplication(_host.Build());
        _executionContextOptions.ServiceProvider = application.Services;
        Tell("DistributedApplicationBuilt", application);
        return application;
    }

    /// <summary>Tells test hosts how far the AppHost is; they catch the builder and the application there.</summary>
    private static void Tell(string name, object value)
    {
        using var listener = new DiagnosticListener(DiagnosticsName);
        if (listener.IsEnabled() && listener.IsEnabled(name))
        {
            listener.Write(name, value);
        }
    }

    private static string PathHash(string path) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToLowerInvariant())));
}
