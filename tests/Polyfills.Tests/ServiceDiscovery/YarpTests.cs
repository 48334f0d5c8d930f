using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferenceShop.Polyfills.Tests.Support;
using Xunit;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace ReferenceShop.Polyfills.Tests.ServiceDiscovery;

public class YarpTests
{
    [Fact]
    public async Task Every_endpoint_of_the_service_is_a_destination()
    {
        await using var first = await LoopbackServer.StartAsync("first");
        await using var second = await LoopbackServer.StartAsync("second");
        await using var gateway = await StartGatewayAsync(new ClusterConfig { LoadBalancingPolicy = "RoundRobin" }, first.Address, second.Address);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };

        for (var i = 0; i < 10; i++)
        {
            await client.GetStringAsync("/v1/products", TestContext.Current.CancellationToken);
        }

        Assert.Equal(5, first.Requests.Count);
        Assert.Equal(5, second.Requests.Count);
    }

    [Fact]
    public async Task Destinations_follow_the_configuration()
    {
        await using var first = await LoopbackServer.StartAsync("first");
        await using var second = await LoopbackServer.StartAsync("second");
        await using var gateway = await StartGatewayAsync(new ClusterConfig(), first.Address);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };
        Assert.Equal("first", await client.GetStringAsync("/", TestContext.Current.CancellationToken));

        gateway.Configuration["services:products:http:0"] = second.Address.ToString();
        ((IConfigurationRoot)gateway.Configuration).Reload();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await client.GetStringAsync("/", limit.Token) != "second")
        {
            await Task.Delay(20, limit.Token);
        }
    }

    [Theory]
    [InlineData("HashCookie")] // hashes the destination's name with XxHash64
    [InlineData("Cookie")]
    public async Task A_session_stays_at_its_destination(string policy)
    {
        await using var first = await LoopbackServer.StartAsync("first");
        await using var second = await LoopbackServer.StartAsync("second");
        var affinity = new SessionAffinityConfig { Enabled = true, Policy = policy, AffinityKeyName = "session" };
        await using var gateway = await StartGatewayAsync(
            new ClusterConfig { SessionAffinity = affinity, LoadBalancingPolicy = "RoundRobin" }, first.Address, second.Address);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };

        List<string> answers = [];
        for (var i = 0; i < 8; i++)
        {
            answers.Add(await client.GetStringAsync("/", TestContext.Current.CancellationToken));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task The_forwarder_resolves_names_by_itself()
    {
        await using var server = await LoopbackServer.StartAsync("here");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["services:products:http:0"] = server.Address.ToString();
        builder.Services.AddServiceDiscovery().AddHttpForwarderWithServiceDiscovery();
        await using var gateway = builder.Build();
        gateway.MapForwarder("/{**rest}", "http://products", new ForwarderRequestConfig());
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };

        Assert.Equal("here", await client.GetStringAsync("/v1/x", TestContext.Current.CancellationToken));
    }

    private static async Task<WebApplication> StartGatewayAsync(ClusterConfig cluster, params Uri[] products)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        for (var i = 0; i < products.Length; i++)
        {
            builder.Configuration[$"services:products:http:{i}"] = products[i].ToString();
        }

        Dictionary<string, DestinationConfig> destinations = new() { ["d"] = new() { Address = "http://products" } };
        builder.Services.AddServiceDiscovery();
        builder.Services.AddReverseProxy()
            .LoadFromMemory(
                [new RouteConfig { RouteId = "all", ClusterId = "products", Match = new RouteMatch { Path = "/{**rest}" } }],
                [cluster with { ClusterId = "products", Destinations = destinations }])
            .AddServiceDiscoveryDestinationResolver();
        var gateway = builder.Build();
        gateway.MapReverseProxy();
        await gateway.StartAsync();
        return gateway;
    }
}
