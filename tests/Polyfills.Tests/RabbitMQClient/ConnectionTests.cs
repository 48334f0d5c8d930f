using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.RabbitMQClient;

public sealed class ConnectionTests(RabbitServers servers) : IClassFixture<RabbitServers>
{
    [Fact]
    public async Task A_client_connects_by_the_name_of_its_connection_and_is_healthy()
    {
        var builder = RabbitHost.Builder(("ConnectionStrings:messaging", servers.RabbitConnectionString));
        builder.AddRabbitMQClient("messaging");
        builder.AddKeyedRabbitMQClient("messaging");
        using var host = builder.Build();

        await using var connection = host.Services.GetRequiredService<IConnection>();
        await using var keyed = host.Services.GetRequiredKeyedService<IConnection>("messaging");

        Assert.True(connection.IsOpen);
        Assert.Same(connection, host.Services.GetRequiredService<IConnection>());
        Assert.NotSame(connection, keyed);
        var report = await CheckAsync(host);
        Assert.Equal(["RabbitMQ.Client", "RabbitMQ.Client_messaging"], report.Entries.Keys.Order());
        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_unhealthy_and_not_a_crash()
    {
        var builder = RabbitHost.Builder(("ConnectionStrings:messaging", RabbitServers.Nowhere));
        builder.AddRabbitMQClient("messaging", settings => settings.MaxConnectRetryCount = 0);
        using var host = builder.Build();

        var entry = (await CheckAsync(host)).Entries["RabbitMQ.Client"];

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.IsType<BrokerUnreachableException>(entry.Exception);
    }

    [Fact]
    public async Task Two_registrations_share_one_check_and_it_can_be_left_out()
    {
        var twice = RabbitHost.Builder(("ConnectionStrings:messaging", servers.RabbitConnectionString));
        twice.AddRabbitMQClient("messaging");
        twice.AddRabbitMQClient("messaging");
        var none = RabbitHost.Builder(("ConnectionStrings:messaging", RabbitServers.Nowhere));
        none.AddRabbitMQClient("messaging", settings => settings.DisableHealthChecks = true);
        none.Services.AddHealthChecks();

        using var checkedOnce = twice.Build();
        using var unchecked_ = none.Build();

        Assert.Single((await CheckAsync(checkedOnce)).Entries);
        Assert.Empty((await CheckAsync(unchecked_)).Entries);
    }

    [Fact]
    public void A_first_connection_is_tried_again_as_often_as_the_setting_says()
    {
        using var traced = new Traced(("ConnectionStrings:messaging", RabbitServers.Nowhere), ("Aspire:RabbitMQ:Client:MaxConnectRetryCount", "1"));

        Assert.Throws<BrokerUnreachableException>(() => traced.Host.Services.GetRequiredService<IConnection>());

        var attempts = traced.Of("rabbitmq connect attempt");
        Assert.Equal(2, attempts.Count);
        Assert.All(attempts, attempt => Assert.Equal(ActivityStatusCode.Error, attempt.Status));
        Assert.All(attempts, attempt => Assert.Equal(typeof(BrokerUnreachableException).FullName, attempt.GetTagItem("exception.type")));
        var whole = Assert.Single(traced.Of("rabbitmq connect"));
        Assert.All(attempts, attempt => Assert.Equal(whole.SpanId, attempt.ParentSpanId));
        Assert.Equal(("127.0.0.1", (object)1), (whole.GetTagItem("server.address"), whole.GetTagItem("server.port")));
    }

    [Fact]
    public async Task Publishing_is_traced_by_the_clients_own_source()
    {
        using var traced = new Traced(("ConnectionStrings:messaging", servers.RabbitConnectionString));
        await using var connection = traced.Host.Services.GetRequiredService<IConnection>();
        await using var channel = await connection.CreateChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;

        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties(), new byte[] { 1 });

        Assert.Single(traced.Spans, span => span.Source.Name == "RabbitMQ.Client.Publisher");
        Assert.Single(traced.Of("rabbitmq connect attempt"));
    }

    [Fact]
    public void Tracing_can_be_left_out()
    {
        using var traced = new Traced(("ConnectionStrings:messaging", RabbitServers.Nowhere), ("Aspire:RabbitMQ:Client:DisableTracing", "true"), ("Aspire:RabbitMQ:Client:MaxConnectRetryCount", "0"));

        Assert.Throws<BrokerUnreachableException>(() => traced.Host.Services.GetRequiredService<IConnection>());

        Assert.Empty(traced.Spans);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public async Task Auto_activation_connects_while_the_host_starts(string disabled, bool fails)
    {
        var builder = RabbitHost.Builder(
            ("ConnectionStrings:messaging", RabbitServers.Nowhere),
            ("Aspire:RabbitMQ:Client:DisableAutoActivation", disabled),
            ("Aspire:RabbitMQ:Client:MaxConnectRetryCount", "0"));
        builder.AddRabbitMQClient("messaging");
        using var host = builder.Build();

        var exception = await Record.ExceptionAsync(() => host.StartAsync());

        Assert.Equal(fails, exception is BrokerUnreachableException);
    }

    private static Task<HealthReport> CheckAsync(IHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

    /// <summary>A host whose spans are kept, once it has a tracer.</summary>
    private sealed class Traced : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _spans = [];
        private readonly TracerProvider _provider;

        public Traced(params (string Key, string Value)[] configuration)
        {
            var builder = RabbitHost.Builder(configuration);
            builder.AddRabbitMQClient("messaging");
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddProcessor(new Keep(_spans)));
            Host = builder.Build();
            _provider = Host.Services.GetRequiredService<TracerProvider>();
        }

        public IHost Host { get; }

        public IEnumerable<Activity> Spans => _spans;

        public List<Activity> Of(string name) => [.. _spans.Where(span => span.OperationName == name)];

        public void Dispose()
        {
            _provider.Dispose();
            Host.Dispose();
        }

        private sealed class Keep(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
        {
            public override void OnEnd(Activity data) => spans.Enqueue(data);
        }
    }
}
