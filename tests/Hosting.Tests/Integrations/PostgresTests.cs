using Aspire.Hosting;

namespace ReferenceShop.Hosting.Tests.Integrations;

public sealed class PostgresTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public async Task A_server_is_a_pinned_image_with_a_user()
    {
        var postgres = _builder.AddPostgres("pg").Resource;

        Assert.Equal("docker.io/library/postgres:18.3", Inspect.Image(postgres));
        Assert.Equal(5432, Inspect.Endpoint(postgres, "tcp").TargetPort);
        var environment = await Inspect.EnvironmentAsync(postgres);
        Assert.Equal("scram-sha-256", environment["POSTGRES_HOST_AUTH_METHOD"]);
        Assert.Equal("postgres", environment["POSTGRES_USER"]);
        Assert.Equal("{pg-password.value}", environment["POSTGRES_PASSWORD"]);
    }

    [Fact]
    public void The_connection_string_of_a_database_is_the_servers_and_its_name()
    {
        var database = _builder.AddPostgres("pg").AddDatabase("shopdb").Resource;

        Assert.Equal(
            "Host={pg.bindings.tcp.host};Port={pg.bindings.tcp.port};Username=postgres;Password={pg-password.value}",
            database.Parent.ConnectionStringExpression.ValueExpression);
        Assert.Equal("{pg.connectionString};Database=shopdb", database.ConnectionStringExpression.ValueExpression);
    }

    [Fact]
    public void A_database_has_the_properties_of_its_server_and_more()
    {
        var properties = Inspect.Properties(_builder.AddPostgres("pg").AddDatabase("shopdb").Resource);

        Assert.Equal(["DatabaseName", "Host", "JdbcConnectionString", "Password", "Port", "Uri", "Username"], properties.Keys.Order());
        Assert.Equal("shopdb", properties["DatabaseName"]);
        Assert.EndsWith("/shopdb", properties["Uri"], StringComparison.Ordinal);
        Assert.Equal("jdbc:postgresql://{pg.bindings.tcp.host}:{pg.bindings.tcp.port}/shopdb", properties["JdbcConnectionString"]);
    }

    [Fact]
    public void The_server_knows_its_databases_by_resource_name()
    {
        var postgres = _builder.AddPostgres("pg");
        postgres.AddDatabase("shopdb", "shop");

        Assert.Equal("shop", postgres.Resource.Databases["shopdb"]);
    }

    [Theory]
    [InlineData("18.3", "/var/lib/postgresql")]
    [InlineData("17.6-alpine", "/var/lib/postgresql/data")]
    public void The_volume_is_mounted_where_the_image_of_that_version_expects_it(string tag, string target) =>
        Assert.Equal(target, Inspect.Mount(_builder.AddPostgres("pg").WithImageTag(tag).WithDataVolume().Resource).Target);
}
