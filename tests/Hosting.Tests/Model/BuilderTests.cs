using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class BuilderTests
{
    [Fact]
    public void Names_are_unique_regardless_of_case()
    {
        var builder = TestHost.CreateBuilder();
        builder.AddContainer("cache", "redis");

        var error = Assert.Throws<DistributedApplicationException>(() => builder.AddExecutable("Cache", "a", "."));
        Assert.Contains("'Cache'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_that_was_added_can_be_configured_further()
    {
        var builder = TestHost.CreateBuilder();
        var cache = builder.AddContainer("cache", "redis").Resource;

        Assert.Same(cache, builder.CreateResourceBuilder<ContainerResource>("CACHE").Resource);
        Assert.True(builder.TryCreateResourceBuilder<IResourceWithEndpoints>("cache", out var found));
        Assert.Same(cache, found.Resource);
        Assert.False(builder.TryCreateResourceBuilder<ProjectResource>("cache", out _));
        Assert.Throws<InvalidOperationException>(() => builder.CreateResourceBuilder<ProjectResource>("cache"));
        Assert.Throws<InvalidOperationException>(() => builder.CreateResourceBuilder<IResource>("ghost"));
    }

    [Fact]
    public void Relative_paths_start_at_the_AppHosts_directory()
    {
        var builder = TestHost.CreateBuilder();

        var program = builder.AddExecutable("a", "a", "work").WithWorkingDirectory("other/place").Resource;

        Assert.Equal(Path.Combine(Path.GetFullPath(builder.AppHostDirectory), "other", "place"), program.WorkingDirectory);
    }

    [Fact]
    public void The_keys_of_the_dashboard_are_random_and_can_be_given()
    {
        var (one, two) = (Dashboard(), Dashboard("--ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN=mine"));

        Assert.NotEqual(one.Configuration["AppHost:OtlpApiKey"], two.Configuration["AppHost:OtlpApiKey"]);
        Assert.NotEqual(one.Configuration["AppHost:ResourceService:ApiKey"], two.Configuration["AppHost:ResourceService:ApiKey"]);
        Assert.Equal(32, one.Configuration["AppHost:BrowserToken"]!.Length);
        Assert.Equal("mine", two.Configuration["AppHost:BrowserToken"]);
        Assert.Null(Dashboard("--ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true").Configuration["AppHost:BrowserToken"]);

        static IDistributedApplicationBuilder Dashboard(params string[] args) => DistributedApplication.CreateBuilder(args);
    }

    [Fact]
    public void Without_a_dashboard_there_are_no_keys_and_waiting_ends_with_failures()
    {
        var builder = TestHost.CreateBuilder();
        using var application = builder.Build();

        Assert.Null(builder.Configuration["AppHost:OtlpApiKey"]);
        Assert.Equal(
            WaitBehavior.StopOnResourceUnavailable,
            application.Services.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior);
    }

    [Fact]
    public void Test_hosts_learn_how_far_the_AppHost_is()
    {
        using var watcher = new Watcher();

        using var application = TestHost.CreateBuilder().Build();

        Assert.Equal(
            [
                "DistributedApplicationBuilderConstructing",
                "DistributedApplicationBuilderConstructed",
                "DistributedApplicationBuilding",
                "DistributedApplicationBuilt",
            ],
            watcher.Names);
    }

    [Fact]
    public void The_services_are_there_once_the_application_is_built()
    {
        var builder = TestHost.CreateBuilder();
        Assert.True(builder.ExecutionContext.IsRunMode);
        Assert.Throws<InvalidOperationException>(() => builder.ExecutionContext.ServiceProvider);

        using var application = builder.Build();

        Assert.Same(builder.Resources, builder.ExecutionContext.ServiceProvider.GetRequiredService<DistributedApplicationModel>().Resources);
    }

    [Fact]
    public void The_same_content_is_kept_in_the_same_file()
    {
        var directory = Directory.CreateTempSubdirectory("store-");
        try
        {
            using var application = TestHost.CreateBuilder($"--Aspire:Store:Path={directory.FullName}").Build();
            var store = application.Services.GetRequiredService<IAspireStore>();

            var path = store.GetFileNameWithContent("init.sql", new MemoryStream("one"u8.ToArray()));

            Assert.Equal(path, store.GetFileNameWithContent("init.sql", new MemoryStream("one"u8.ToArray())));
            Assert.NotEqual(path, store.GetFileNameWithContent("init.sql", new MemoryStream("two"u8.ToArray())));
            Assert.StartsWith(directory.FullName, path, StringComparison.Ordinal);
            Assert.Equal(".sql", Path.GetExtension(path));
            Assert.Equal("one", File.ReadAllText(path));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Hears the host's diagnostics of this test only: other tests build hosts at the same time.</summary>
    private sealed class Watcher : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private readonly List<IDisposable> _subscriptions = [];

        public Watcher() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public List<string> Names { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Aspire.Hosting" && Environment.CurrentManagedThreadId == _thread)
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value) => Names.Add(value.Key);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
