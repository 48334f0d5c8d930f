using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class ReferenceExpressionTests
{
    [Fact]
    public async Task Holes_are_filled_with_values_and_shown_as_symbols()
    {
        var builder = TestHost.CreateBuilder("--Parameters:password=s3cr{e}t");
        var password = builder.AddParameter("password", secret: true);
        var server = builder.AddContainer("db", "postgres").WithEndpoint(targetPort: 5432, name: "tcp");
        var endpoint = server.GetEndpoint("tcp");
        var literal = "Database={x}";

        var expression = ReferenceExpression.Create(
            $"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Password={password};{literal}");

        server.Resource.Allocate(7001);
        Assert.Equal("Host={db.bindings.tcp.host};Port={db.bindings.tcp.port};Password={password.value};Database={x}", expression.ValueExpression);
        Assert.Equal("Host=localhost;Port=7001;Password=s3cr{e}t;Database={x}", await expression.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, expression.ValueProviders.Count);
    }

    [Fact]
    public async Task A_value_can_be_encoded_for_a_uri()
    {
        var builder = TestHost.CreateBuilder("--Parameters:password=a/b c@d");
        var password = builder.AddParameter("password", secret: true);

        var expression = ReferenceExpression.Create($"amqp://user:{password:uri}@host/{"v host":uri}");

        Assert.Equal("amqp://user:a%2Fb%20c%40d@host/v%20host", await expression.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_expression_can_be_part_of_another()
    {
        var builder = TestHost.CreateBuilder("--Parameters:name=inner");
        var inner = ReferenceExpression.Create($"<{builder.AddParameter("name")}>");

        var outer = ReferenceExpression.Create($"[{inner}]");

        Assert.Equal("[<inner>]", await outer.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("[<{name.value}>]", outer.ValueExpression);
    }

    [Theory]
    [InlineData("https", "on")]
    [InlineData("http", "off")]
    public async Task A_conditional_expression_follows_the_endpoint(string scheme, string expected)
    {
        var endpoint = TestHost.CreateBuilder().AddContainer("web", "nginx").WithEndpoint(scheme: scheme, name: "web").GetEndpoint("web");

        var expression = endpoint.GetTlsValue(ReferenceExpression.Create($"on"), ReferenceExpression.Create($"off"));

        Assert.True(expression.IsConditional);
        Assert.Equal(expected, await expression.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_builder_makes_the_same_expression_piece_by_piece()
    {
        var name = TestHost.CreateBuilder("--Parameters:name=x y").AddParameter("name");
        var expression = new ReferenceExpressionBuilder();
        Assert.True(expression.IsEmpty);

        expression.AppendLiteral("{");
        expression.Append($"name={name};");
        expression.AppendFormatted(name.Resource, "uri");
        expression.AppendLiteral("}");

        Assert.Equal("{name=x y;x%20y}", await expression.Build().GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_encoding_is_an_error() =>
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            var name = TestHost.CreateBuilder("--Parameters:name=x").AddParameter("name");
            await ReferenceExpression.Create($"{name:rot13}").GetValueAsync(TestContext.Current.CancellationToken);
        });
}
