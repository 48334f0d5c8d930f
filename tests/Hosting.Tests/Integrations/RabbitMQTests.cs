using Aspire.Hosting;

namespace ReferenceShop.Hosting.Tests.Integrations;

public sealed class RabbitMQTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public async Task A_server_is_a_pinned_image_with_a_user()
    {
        var rabbit = _builder.AddRabbitMQ("mq").Resource;

        Assert.Equal("docker.io/library/rabbitmq:4.3", Inspect.Image(rabbit));
        Assert.Equal(5672, Inspect.Endpoint(rabbit, "tcp").TargetPort);
        var environment = await Inspect.EnvironmentAsync(rabbit);
        Assert.Equal("guest", environment["RABBITMQ_DEFAULT_USER"]);
        Assert.Equal("{mq-password.value}", environment["RABBITMQ_DEFAULT_PASS"]);
    }

    [Fact]
    public void The_connection_string_is_an_AMQP_URI()
    {
        var rabbit = _builder.AddRabbitMQ("mq").Resource;

        Assert.StartsWith("amqp://guest:{mq-password", rabbit.ConnectionStringExpression.ValueExpression, StringComparison.Ordinal);
        Assert.EndsWith("@{mq.bindings.tcp.host}:{mq.bindings.tcp.port}", rabbit.ConnectionStringExpression.ValueExpression, StringComparison.Ordinal);
        Assert.Equal(["Host", "Port", "Username", "Password", "Uri"], Inspect.Properties(rabbit).Keys);
    }

    [Theory]
    [InlineData("4.3", "4.3-management")]
    [InlineData("4.3-alpine", "4.3-management-alpine")]
    [InlineData("4.3-management", "4.3-management")]
    public void The_management_plugin_changes_the_tag(string tag, string expected)
    {
        var rabbit = _builder.AddRabbitMQ("mq").WithImageTag(tag).WithManagementPlugin().Resource;

        Assert.Equal($"docker.io/library/rabbitmq:{expected}", Inspect.Image(rabbit));
        Assert.Equal(15672, Inspect.Endpoint(rabbit, "management").TargetPort);
    }

    [Fact]
    public void The_management_plugin_refuses_another_image() =>
        Assert.Throws<DistributedApplicationException>(() => _builder.AddRabbitMQ("mq").WithImage("mine").WithManagementPlugin());

    [Fact]
    public async Task A_volume_keeps_the_data_under_a_stable_node_name()
    {
        var rabbit = _builder.AddRabbitMQ("mq").WithDataVolume("queues").Resource;

        Assert.Equal(("queues", "/var/lib/rabbitmq"), (Inspect.Mount(rabbit).Source, Inspect.Mount(rabbit).Target));
        Assert.Equal("mq@localhost", (await Inspect.EnvironmentAsync(rabbit))["RABBITMQ_NODENAME"]);
    }
}
