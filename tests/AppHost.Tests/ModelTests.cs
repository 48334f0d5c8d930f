using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Xunit;

namespace ReferenceShop.AppHost.Tests;

/// <summary>The application's model, built but not started.</summary>
public sealed class ModelTests : IAsyncLifetime
{
    private readonly TemporaryState _state = new();
    private IDistributedApplicationTestingBuilder _shop = null!;

    private IEnumerable<ProjectResource> Projects => _shop.Resources.OfType<ProjectResource>();

    private IEnumerable<IResource> Databases => _shop.Resources.Where(resource => resource.Name.EndsWith("db", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => _shop = await BuildAsync("native");

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public void Every_service_is_there() => Assert.Equal(
        ["cart", "checkout", "gateway", "orchestration", "payment-provider", "products", "store-bff"],
        Projects.Select(project => project.Name).Order());

    [Fact]
    public void Everything_has_a_health_check() => Assert.All(
        _shop.Resources.Where(resource => resource is not ParameterResource),
        resource => Assert.True(resource.HasAnnotationOfType<HealthCheckAnnotation>(), resource.Name));

    [Fact]
    public void Only_the_gateway_can_be_reached_from_outside() => Assert.Equal(
        ["gateway"],
        _shop.Resources.Where(resource => Endpoints(resource).Any(endpoint => endpoint.IsExternal)).Select(resource => resource.Name));

    [Fact]
    public void Every_database_is_referenced_by_its_owner_alone() => Assert.Equal(
        ["bankdb: payment-provider", "checkoutdb: checkout", "orchestrationdb: orchestration", "productsdb: products"],
        Databases.Select(database => $"{database.Name}: {string.Join(", ", Projects.Where(project => References(project, database)).Select(project => project.Name))}").Order());

    [Fact]
    public void A_service_waits_for_each_server_that_it_references() => Assert.All(
        Projects.SelectMany(project => _shop.Resources.OfType<IResourceWithConnectionString>().Where(server => References(project, server)), (project, server) => (project, server)),
        pair => Assert.Contains(pair.project.Annotations.OfType<WaitAnnotation>(), wait => wait.Resource == pair.server));

    [Fact]
    public void Products_and_cart_run_twice() => Assert.Equal(
        ["cart", "products"],
        Projects.Where(project => project.GetReplicaCount() == 2).Select(project => project.Name).Order());

    [Fact]
    public void Native_servers_listen_on_ports_of_their_own()
    {
        var ports = new[] { "redis", "messaging", "postgres" }
            .Select(name => Assert.Single(Endpoints(_shop.Resources.Single(resource => resource.Name == name))))
            .Select(endpoint => (endpoint.IsProxied, endpoint.Port))
            .ToList();

        Assert.All(ports, port => Assert.False(port.IsProxied));
        Assert.DoesNotContain(ports, port => port.Port is null or 5432 or 5672 or 6379);
        Assert.Equal(3, ports.Distinct().Count());
    }

    [Fact]
    public async Task Containers_go_by_the_same_names_and_have_pinned_images()
    {
        await using var containers = await BuildAsync("containers");

        Assert.Equal(Names(_shop), Names(containers));
        var images = containers.Resources.SelectMany(resource => resource.Annotations.OfType<ContainerImageAnnotation>()).ToList();
        Assert.Equal(3, images.Count);
        Assert.All(images, image => Assert.NotEqual("latest", image.Tag));
    }

    private Task<IDistributedApplicationTestingBuilder> BuildAsync(string servers) =>
        DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>(
            ["--servers", servers, "--state-folder", Path.Combine(_state.Path, servers), "--gateway-port", "0"], TestContext.Current.CancellationToken);

    private static IEnumerable<string> Names(IDistributedApplicationTestingBuilder shop) =>
        shop.Resources.Where(resource => resource is not ParameterResource).Select(resource => resource.Name).Order();

    private static IEnumerable<EndpointAnnotation> Endpoints(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    private static bool References(IResource from, IResource to) =>
        from.Annotations.OfType<ResourceRelationshipAnnotation>().Any(relation => relation.Type == "Reference" && relation.Resource == to);
}
