using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using ReferenceShop.Polyfills.Tests.Support;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.HttpResilience;

public class CustomPipelineTests
{
    [Fact]
    public async Task A_pipeline_is_built_with_services_and_options_and_knows_its_name()
    {
        await using var server = await LoopbackServer.StartAsync(500, 200);
        (string Builder, string Instance) name = default;
        await using var client = new ShopClient(http =>
        {
            http.Services.Configure<HttpRetryStrategyOptions>("fast", options => options.Delay = TimeSpan.Zero);
            http.AddResilienceHandler("mine", (pipeline, context) =>
            {
                name = (context.BuilderName, context.InstanceName);
                pipeline.AddRetry(context.GetOptions<HttpRetryStrategyOptions>("fast"));
            });
        });

        Assert.Equal(HttpStatusCode.OK, await client.GetAsync(server.Address));
        Assert.Equal(("shop-mine", ""), name);
    }

    [Fact]
    public async Task A_pipeline_can_be_chosen_by_any_key()
    {
        await using var server = await LoopbackServer.StartAsync(200);
        ConcurrentBag<string> instances = [];
        await using var client = new ShopClient(http => http
            .AddResilienceHandler("mine", (pipeline, context) =>
            {
                instances.Add(context.InstanceName);
                pipeline.AddTimeout(TimeSpan.FromSeconds(5));
            })
            .SelectPipelineBy(_ => request => request.Method.Method));

        await client.GetAsync(server.Address);
        await client.GetAsync(server.Address);
        await client.SendAsync(HttpMethod.Post, server.Address);

        Assert.Equal(["GET", "POST"], instances.Where(instance => instance.Length > 0).Order());
    }

    [Fact]
    public async Task Pipelines_of_two_clients_do_not_meet()
    {
        var services = new ServiceCollection();
        List<string> built = [];
        foreach (var name in new[] { "one", "two" })
        {
            services.AddHttpClient(name).AddResilienceHandler("same", (pipeline, context) =>
            {
                built.Add(context.BuilderName);
                pipeline.AddTimeout(TimeSpan.FromSeconds(5));
            });
        }

        await using var provider = services.BuildServiceProvider();
        var handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();
        _ = handlers.CreateHandler("one");
        _ = handlers.CreateHandler("two");

        Assert.Equal(["one-same", "two-same"], built);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipeline_in_the_defaults_is_one_for_all_clients_unless_it_is_selected_by_authority(bool byAuthority)
    {
        await using var ill = await LoopbackServer.StartAsync(500);
        await using var well = await LoopbackServer.StartAsync(200);
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http =>
        {
            var pipeline = http.AddStandardResilienceHandler(options =>
            {
                ShopClient.AtOnce(options);
                options.CircuitBreaker.MinimumThroughput = 2;
            });
            if (byAuthority)
            {
                pipeline.SelectPipelineByAuthority();
            }
        });
        await using var provider = services.BuildServiceProvider();
        var clients = provider.GetRequiredService<IHttpClientFactory>();
        await Assert.ThrowsAsync<BrokenCircuitException>(() => clients.CreateClient("one").GetAsync(ill.Address));

        var other = () => clients.CreateClient("two").GetAsync(well.Address);

        if (byAuthority)
        {
            Assert.Equal(HttpStatusCode.OK, (await other()).StatusCode);
        }
        else
        {
            await Assert.ThrowsAsync<BrokenCircuitException>(other);
        }
    }

    [Fact]
    public async Task A_synchronous_request_goes_through_the_pipeline_too()
    {
        await using var server = await LoopbackServer.StartAsync(500, 200);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(ShopClient.AtOnce));
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);

        using var response = await Task.Run(() => client.Http.Value.Send(request));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Handlers_further_down_find_the_execution_on_the_request_and_the_caller_does_not()
    {
        await using var server = await LoopbackServer.StartAsync(200);
        ResilienceContext? seen = null;
        await using var client = new ShopClient(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddHttpMessageHandler(() => new Spy(request => seen = request.GetResilienceContext()));
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);

        await client.Http.Value.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.NotNull(seen);
        Assert.Null(request.GetResilienceContext());
    }

    [Fact]
    public async Task The_pipeline_is_measured_and_logged_under_the_official_names()
    {
        await using var server = await LoopbackServer.StartAsync(500, 200);
        var host = $"shop-{Guid.NewGuid():n}";
        var measurements = new ConcurrentBag<(string Instrument, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Polly")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
        var log = new LogOf("Polly");
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        services.AddHttpClient(host).AddStandardResilienceHandler(ShopClient.AtOnce);
        await using var provider = services.BuildServiceProvider();
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(host);

        await client.GetAsync(server.Address, TestContext.Current.CancellationToken);

        var ours = measurements.Where(measurement => measurement.Tags["pipeline.name"] is string name && name == $"{host}-standard").ToList();
        var attempts = ours.Where(measurement => measurement.Instrument == "resilience.polly.strategy.attempt.duration")
            .Select(measurement => measurement.Tags)
            .Select(tags => ((int)tags["attempt.number"]!, (bool)tags["attempt.handled"]!, (string)tags["error.type"]!));
        Assert.Equal([(0, true, "500"), (1, false, "200")], attempts.Order());
        Assert.Single(ours, measurement => measurement.Instrument == "resilience.polly.pipeline.duration");
        Assert.Single(ours, measurement => measurement.Instrument == "resilience.polly.strategy.events"
            && Equals(measurement.Tags["event.name"], "OnRetry") && Equals(measurement.Tags["strategy.name"], "Standard-Retry"));
        Assert.Contains(log.Entries, entry => entry.Contains("OnRetry", StringComparison.Ordinal) && entry.Contains("500", StringComparison.Ordinal));

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measurements.Add((instrument.Name, new Dictionary<string, object?>(tags.ToArray())));
    }

    private sealed class Spy(Action<HttpRequestMessage> see) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see(request);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class LogOf(string category) : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Entries { get; } = [];

        public ILogger CreateLogger(string categoryName) =>
            categoryName == category ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue($"{eventId.Name} {formatter(state, exception)}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
