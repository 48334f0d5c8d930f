using Aspire.RabbitMQ.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.RabbitMQClient;

public sealed class SettingsTests
{
    private const string Section = "Aspire:RabbitMQ:Client";

    [Fact]
    public void The_defaults_are_the_official_ones()
    {
        var settings = new RabbitMQClientSettings();

        Assert.Null(settings.ConnectionString);
        Assert.Equal(5, settings.MaxConnectRetryCount);
        Assert.Equal((false, false, true), (settings.DisableHealthChecks, settings.DisableTracing, settings.DisableAutoActivation));
    }

    [Fact]
    public void The_connection_string_wins_over_the_named_section_that_wins_over_the_general_one()
    {
        (string, string)[] configuration =
        [
            ($"{Section}:ConnectionString", "amqp://general"),
            ($"{Section}:MaxConnectRetryCount", "1"),
            ($"{Section}:named:ConnectionString", "amqp://named"),
            ($"{Section}:named:DisableHealthChecks", "true"),
            ("ConnectionStrings:known", "amqp://known"),
        ];

        Assert.Equal(("amqp://general", 1, false), Read("other", configuration));
        Assert.Equal(("amqp://named", 1, true), Read("named", configuration));
        Assert.Equal(("amqp://known", 1, false), Read("known", configuration));
    }

    [Fact]
    public void The_factory_comes_from_its_sections_then_the_connection_string_then_the_delegate()
    {
        var builder = RabbitHost.Builder(
            ($"{Section}:ConnectionFactory:HostName", "ignored"),
            ($"{Section}:ConnectionFactory:RequestedHeartbeat", "00:00:11"),
            ($"{Section}:messaging:ConnectionFactory:RequestedHeartbeat", "00:00:12"),
            ($"{Section}:ConnectionFactory:RequestedChannelMax", "13"),
            ("ConnectionStrings:messaging", "amqp://buyer:secret@broker:5673/shop"));
        builder.AddRabbitMQClient("messaging", configureConnectionFactory: factory => factory.RequestedChannelMax = 14);
        using var host = builder.Build();

        var factory = Assert.IsType<ConnectionFactory>(host.Services.GetRequiredService<IConnectionFactory>());

        Assert.Equal(("broker", 5673, "buyer", "secret", "shop"), (factory.HostName, factory.Port, factory.UserName, factory.Password, factory.VirtualHost));
        Assert.Equal(TimeSpan.FromSeconds(12), factory.RequestedHeartbeat);
        Assert.Equal(14, factory.RequestedChannelMax);
    }

    [Fact]
    public void Keyed_clients_keep_apart()
    {
        var builder = RabbitHost.Builder(("ConnectionStrings:one", "amqp://one"), ("ConnectionStrings:other", "amqp://other"));
        builder.AddKeyedRabbitMQClient("one");
        builder.AddKeyedRabbitMQClient("other");
        using var host = builder.Build();

        Assert.Equal("one", host.Services.GetRequiredKeyedService<IConnectionFactory>("one").Uri.Host);
        Assert.Equal("other", host.Services.GetRequiredKeyedService<IConnectionFactory>("other").Uri.Host);
        Assert.Null(host.Services.GetService<IConnectionFactory>());
    }

    [Fact]
    public void A_name_is_required()
    {
        var builder = RabbitHost.Builder();

        Assert.Throws<ArgumentException>(() => builder.AddRabbitMQClient(""));
        Assert.Throws<ArgumentNullException>(() => builder.AddKeyedRabbitMQClient(null!));
    }

    private static (string? ConnectionString, int Retries, bool NoHealth) Read(string name, (string Key, string Value)[] configuration)
    {
        RabbitMQClientSettings? read = null;
        RabbitHost.Builder(configuration).AddRabbitMQClient(name, settings => read = settings);
        return (read!.ConnectionString, read.MaxConnectRetryCount, read.DisableHealthChecks);
    }
}
