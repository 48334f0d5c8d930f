using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class ReferenceTests
{
    [Fact]
    public async Task A_reference_to_a_service_gives_its_endpoints_for_discovery_and_by_name()
    {
        var builder = TestHost.CreateBuilder();
        var api = builder.AddProject("store-api", "Api/Api.csproj").WithHttpEndpoint().WithHttpEndpoint(name: "admin");
        var web = builder.AddProject("web", "Web/Web.csproj").WithReference(api);
        api.Resource.Allocate(6001);

        var environment = await web.Resource.EnvironmentAsync();

        Assert.Equal("http://localhost:6001", environment["services__store-api__http__0"]);
        Assert.Equal("http://localhost:6001", environment["STORE_API_HTTP"]);
        Assert.Equal("http://localhost:6002", environment["services__store-api__admin__0"]);
        Assert.Equal("http://localhost:6002", environment["STORE_API_ADMIN"]);
        Assert.Contains(web.Resource.Annotations.OfType<ResourceRelationshipAnnotation>(), r => r.Resource == api.Resource && r.Type == "Reference");
    }

    [Fact]
    public async Task A_reference_to_one_endpoint_gives_no_other()
    {
        var builder = TestHost.CreateBuilder();
        var api = builder.AddProject("api", "Api/Api.csproj").WithHttpEndpoint().WithHttpEndpoint(name: "admin");
        var web = builder.AddExecutable("web", "web", ".").WithReference(api.GetEndpoint("admin"));
        api.Resource.Allocate(6001);

        var environment = await web.Resource.EnvironmentAsync();

        Assert.Equal(["API_ADMIN", "services__api__admin__0"], environment.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_can_be_left_out_of_references_to_the_whole()
    {
        var builder = TestHost.CreateBuilder();
        var api = builder.AddProject("api", "Api/Api.csproj").WithHttpEndpoint().WithHttpEndpoint(name: "metrics")
            .WithEndpoint("metrics", endpoint => endpoint.ExcludeReferenceEndpoint = true);
        var web = builder.AddExecutable("web", "web", ".").WithReference(api);
        api.Resource.Allocate(6001);

        Assert.Equal(["API_HTTP", "services__api__http__0"], (await web.Resource.EnvironmentAsync()).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reference_to_a_database_gives_the_connection_string_and_its_parts()
    {
        var builder = TestHost.CreateBuilder();
        var database = builder.AddResource(new Database("shop-db"));
        var api = builder.AddProject("api", "Api/Api.csproj").WithReference(database).WithReference(database, "other");

        var environment = await api.Resource.EnvironmentAsync();

        Assert.Equal("Host=h;Port=1", environment["ConnectionStrings__shop-db"]);
        Assert.Equal("h", environment["SHOP_DB_HOST"]);
        Assert.Equal("1", environment["SHOP_DB_PORT"]);
        Assert.Equal("Host=h;Port=1", environment["ConnectionStrings__other"]);
        Assert.Equal("h", environment["OTHER_HOST"]);
    }

    [Fact]
    public async Task A_part_of_the_connection_can_be_added_or_replaced()
    {
        var builder = TestHost.CreateBuilder();
        var database = builder.AddResource(new Database("db")).WithConnectionProperty("host", "elsewhere").WithConnectionProperty("Mode", "fast");

        Assert.Equal("elsewhere", await database.Resource.GetConnectionProperty("Host").GetValueAsync(TestContext.Current.CancellationToken) ?? "");

        var environment = await builder.AddExecutable("a", "a", ".").WithReference(database).Resource.EnvironmentAsync();
        Assert.Equal(("elsewhere", "fast"), (environment["DB_HOST"], environment["DB_MODE"]));
    }

    [Fact]
    public async Task A_connection_can_be_redirected_and_keeps_its_name()
    {
        var builder = TestHost.CreateBuilder("--ConnectionStrings:other=Host=elsewhere");
        var database = builder.AddResource(new Database("db")).WithConnectionStringRedirection(builder.AddConnectionString("other").Resource);

        var environment = await builder.AddExecutable("a", "a", ".").WithReference(database).Resource.EnvironmentAsync();

        Assert.Equal("Host=elsewhere", environment["ConnectionStrings__db"]);
    }

    [Fact]
    public async Task The_kinds_of_variables_can_be_chosen()
    {
        var builder = TestHost.CreateBuilder();
        var database = builder.AddResource(new Database("db"));
        var program = builder.AddExecutable("a", "a", ".").WithReference(database)
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString);

        Assert.Equal(["ConnectionStrings__db"], (await program.Resource.EnvironmentAsync()).Keys);
    }

    [Fact]
    public async Task A_service_outside_is_found_by_its_address()
    {
        var program = TestHost.CreateBuilder().AddExecutable("a", "a", ".").WithReference("bank", new Uri("https://bank.example"));

        var environment = await program.Resource.EnvironmentAsync();

        Assert.Equal("https://bank.example/", environment["services__bank__default__0"]);
        Assert.Equal("https://bank.example/", environment["BANK"]);
    }

    [Fact]
    public async Task A_missing_connection_string_fails_unless_it_is_optional()
    {
        var builder = TestHost.CreateBuilder();
        var database = builder.AddConnectionString("absent");
        var strict = builder.AddExecutable("strict", "a", ".").WithReference(database);

        await Assert.ThrowsAsync<MissingParameterValueException>(() => strict.Resource.EnvironmentAsync());
    }

    [Fact]
    public async Task Arguments_can_be_values()
    {
        var builder = TestHost.CreateBuilder();
        var web = builder.AddContainer("web", "nginx").WithHttpEndpoint();
        web.Resource.Allocate(6001);
        var program = builder.AddExecutable("curl", "curl", ".", "-s").WithArgs(web.GetEndpoint("http")).WithArgs(context => context.Args.Add("last"));

        Assert.Equal(["-s", "http://localhost:6001", "last"], await program.Resource.ArgumentsAsync());
    }

    private sealed class Database(string name) : Resource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Host=h;Port=1");

        public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
            [new("Host", ReferenceExpression.Create($"h")), new("Port", ReferenceExpression.Create($"1"))];
    }
}
