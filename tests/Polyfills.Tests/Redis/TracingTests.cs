using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;
using StackExchange.Redis;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.Redis;

public sealed class TracingTests(RedisServers servers) : IClassFixture<RedisServers>
{
    private const string SourceName = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    private static readonly ActivitySource s_caller = new("ReferenceShop.Polyfills.Tests.Redis");

    [Fact]
    public async Task A_command_is_a_client_span_below_that_of_its_caller()
    {
        await using var traced = await Traced.StartAsync(servers.RedisConnectionString);

        Activity? caller;
        using (caller = s_caller.StartActivity("call"))
        {
            await traced.Redis.StringGetAsync("key");
            Assert.Same(caller, Activity.Current);
        }

        var span = Assert.Single(traced.Spans, span => span.Source.Name == SourceName && span.TraceId == caller!.TraceId);
        Assert.Equal(("GET", ActivityKind.Client), (span.DisplayName, span.Kind));
        Assert.Equal(caller!.SpanId, span.ParentSpanId);
        Assert.Equal("redis", span.GetTagItem("db.system"));
        Assert.Equal(0, span.GetTagItem("db.redis.database_index"));
        Assert.NotNull(span.GetTagItem("server.address") ?? span.GetTagItem("net.peer.name"));
    }

    [Fact]
    public async Task Scripts_at_the_same_time_are_traced_and_all_answered()
    {
        await using var traced = await Traced.StartAsync(servers.RedisConnectionString);

        ActivityTraceId trace;
        using (var caller = s_caller.StartActivity("call"))
        {
            trace = caller!.TraceId;
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => traced.Redis.ScriptEvaluateAsync("return ARGV[1]", [], [i])));
            Assert.Equal(Enumerable.Range(0, 50), answers.Select(answer => (int)answer));
        }

        Assert.Equal(50, traced.Spans.Count(span => span.Source.Name == SourceName && span.TraceId == trace));
    }

    [Fact]
    public async Task A_transaction_under_tracing_leaves_the_connection_whole()
    {
        await using var traced = await Traced.StartAsync(servers.RedisConnectionString);

        using (s_caller.StartActivity("call"))
        {
            var transaction = traced.Redis.CreateTransaction();
            var set = transaction.StringSetAsync("transacted", "yes");
            Assert.True(await transaction.ExecuteAsync());
            Assert.True(await set);
        }

        Assert.Equal("yes", await traced.Redis.StringGetAsync("transacted"));
    }

    [Fact]
    public async Task Tracing_can_be_left_out()
    {
        await using var traced = await Traced.StartAsync(servers.RedisConnectionString, disable: true);

        using (s_caller.StartActivity("call"))
        {
            await traced.Redis.StringGetAsync("key");
        }

        Assert.DoesNotContain(traced.Spans, span => span.Source.Name == SourceName);
    }

    private sealed class Traced(IHost host, ConcurrentQueue<Activity> spans) : IAsyncDisposable
    {
        public IDatabase Redis { get; } = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

        public IEnumerable<Activity> Spans => spans;

        public static async Task<Traced> StartAsync(string connectionString, bool disable = false)
        {
            var spans = new ConcurrentQueue<Activity>();
            var builder = RedisHost.Builder(("ConnectionStrings:cache", connectionString));
            builder.AddRedisClient("cache", settings => settings.DisableTracing = disable);
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(s_caller.Name).AddProcessor(new Collector(spans)));
            var host = builder.Build();
            await host.StartAsync();
            return new Traced(host, spans);
        }

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private sealed class Collector(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }
}
