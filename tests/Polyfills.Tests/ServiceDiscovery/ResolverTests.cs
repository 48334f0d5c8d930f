using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.ServiceDiscovery;

public class ResolverTests
{
    private readonly FakeProvider _registry = new();

    [Fact]
    public async Task An_earlier_provider_comes_before_the_configuration_and_the_pass_through_is_always_last()
    {
        await using var discovery = new Discovery(
            new() { ["services:products:http:0"] = "http://localhost:5001" },
            services => services.AddServiceDiscoveryCore()
                .AddPassThroughServiceEndpointProvider()
                .AddSingleton<IServiceEndpointProviderFactory>(_registry)
                .AddConfigurationServiceEndpointProvider());
        using var deregistered = new CancellationTokenSource();
        _registry.Changes = new CancellationChangeToken(deregistered.Token);
        _registry.Endpoints.Add("http://registered:80");
        Assert.Equal("http://registered/", await discovery.ResolveAsync("http://products"));

        _registry.Endpoints.Clear();
        _registry.Changes = null;
        await deregistered.CancelAsync();

        Assert.Equal("http://localhost:5001/", await discovery.ResolveAsync("http://products"));
    }

    [Fact]
    public async Task A_provider_that_cannot_tell_of_changes_is_asked_again_every_minute()
    {
        await using var discovery = WithRegistryOnly();
        _registry.Endpoints.Add("localhost:1");
        Assert.Equal("localhost:1", await discovery.ResolveAsync("products"));
        _registry.Endpoints[0] = "localhost:2";

        // Asked for within each ten seconds, or the service would no longer be watched.
        for (var second = 0; second < 59; second += 5)
        {
            Assert.Equal("localhost:1", await discovery.ResolveAsync("products"));
            discovery.Clock.Advance(TimeSpan.FromSeconds(second < 55 ? 5 : 4));
        }

        discovery.Clock.Advance(TimeSpan.FromSeconds(1));
        await EventuallyAsync(async () => await discovery.ResolveAsync("products") == "localhost:2");
    }

    [Fact]
    public async Task A_provider_that_tells_of_changes_is_asked_again_only_then()
    {
        using var first = new CancellationTokenSource();
        await using var discovery = WithRegistryOnly();
        _registry.Endpoints.Add("localhost:1");
        _registry.Changes = new CancellationChangeToken(first.Token);
        Assert.Equal("localhost:1", await discovery.ResolveAsync("products"));

        for (var minute = 0; minute < 12; minute++)
        {
            discovery.Clock.Advance(TimeSpan.FromSeconds(9));
            await discovery.ResolveAsync("products");
        }

        Assert.Equal(1, _registry.Calls);
        (_registry.Endpoints[0], _registry.Changes) = ("localhost:2", null);
        await first.CancelAsync();

        Assert.Equal("localhost:2", await discovery.ResolveAsync("products"));
    }

    [Fact]
    public async Task An_error_reaches_the_caller_and_the_next_call_tries_again()
    {
        await using var discovery = WithRegistryOnly();
        _registry.Failure = new InvalidOperationException("registry is away");
        _registry.Endpoints.Add("localhost:1");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => discovery.ResolveAsync("products"));
        Assert.Equal("registry is away", error.Message);
        _registry.Failure = null;

        Assert.Equal("localhost:1", await discovery.ResolveAsync("products"));
    }

    [Fact]
    public async Task While_refreshing_fails_the_last_answer_stays_in_use()
    {
        await using var discovery = WithRegistryOnly(options => options.RefreshPeriod = TimeSpan.FromSeconds(5));
        _registry.Endpoints.Add("localhost:1");
        await discovery.ResolveAsync("products");
        _registry.Failure = new InvalidOperationException("registry is away");

        discovery.Clock.Advance(TimeSpan.FromSeconds(5));
        await EventuallyAsync(() => Task.FromResult(_registry.Calls == 2));

        Assert.Equal("localhost:1", await discovery.ResolveAsync("products"));
    }

    [Fact]
    public async Task First_callers_at_the_same_time_share_one_resolution()
    {
        await using var discovery = WithRegistryOnly();
        _registry.Endpoints.Add("localhost:1");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => discovery.ResolveAsync("products"))));

        Assert.Equal(1, _registry.Calls);
    }

    [Fact]
    public async Task A_service_that_nobody_asks_for_is_no_longer_watched_and_found_again_later()
    {
        await using var discovery = WithRegistryOnly();
        _registry.Endpoints.Add("localhost:1");
        await discovery.ResolveAsync("products");

        discovery.Clock.Advance(TimeSpan.FromSeconds(20));
        await EventuallyAsync(() => Task.FromResult(_registry.Disposed));

        Assert.Equal("localhost:1", await discovery.ResolveAsync("products"));
        Assert.Equal(2, _registry.Calls);
    }

    [Fact]
    public async Task Callers_are_served_while_services_come_and_go_from_the_watch_list()
    {
        await using var discovery = WithRegistryOnly();
        _registry.Endpoints.Add("localhost:1");

        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                Assert.Equal("localhost:1", await discovery.ResolveAsync("products"));
            }
        })).ToList();
        var all = Task.WhenAll(callers);
        while (!all.IsCompleted)
        {
            discovery.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        await all;
    }

    [Fact]
    public async Task Providers_are_disposed_with_the_application()
    {
        var discovery = WithRegistryOnly();
        await discovery.ResolveAsync("products");

        await discovery.DisposeAsync();

        Assert.True(_registry.Disposed);
    }

    [Fact]
    public async Task Without_any_provider_resolving_is_an_error()
    {
        await using var discovery = new Discovery([], services => services.AddServiceDiscoveryCore());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => discovery.ResolveAsync("http://products"));

        Assert.Contains("http://products", error.Message);
    }

    [Fact]
    public async Task What_is_no_name_is_refused()
    {
        await using var discovery = new Discovery([]);

        await Assert.ThrowsAsync<ArgumentException>(() => discovery.ResolveAsync("two words"));
    }

    private Discovery WithRegistryOnly(Action<ServiceDiscoveryOptions>? configure = null) => new([], services => services
        .AddServiceDiscoveryCore(configure ?? (_ => { }))
        .AddSingleton<IServiceEndpointProviderFactory>(_registry));

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
