using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery.Http;
using ReferenceShop.Polyfills.Tests.Support;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.ServiceDiscovery;

public class HttpClientTests
{
    [Fact]
    public async Task Requests_go_to_the_endpoints_in_turn()
    {
        await using var first = await LoopbackServer.StartAsync("first");
        await using var second = await LoopbackServer.StartAsync("second");
        await using var discovery = WithClient(new()
        {
            ["services:products:http:0"] = first.Address.ToString(),
            ["services:products:http:1"] = second.Address.ToString(),
        });
        using var client = Client(discovery);

        for (var i = 0; i < 10; i++)
        {
            await client.GetStringAsync("https+http://products/v1/products?q=a%20b", TestContext.Current.CancellationToken);
        }

        Assert.Equal(5, first.Requests.Count);
        Assert.Equal(5, second.Requests.Count);
        Assert.All(first.Requests, request => Assert.Equal($"GET {first.Address}v1/products?q=a%20b", request));
    }

    [Fact]
    public async Task The_caller_sees_its_own_URI_in_the_request_afterwards()
    {
        await using var server = await LoopbackServer.StartAsync("here");
        await using var discovery = WithClient(new() { ["services:products:http:0"] = server.Address.ToString() });
        using var client = Client(discovery);

        using var response = await client.GetAsync(new Uri("http://products/x"), TestContext.Current.CancellationToken);

        Assert.Equal(new Uri("http://products/x"), response.RequestMessage?.RequestUri);
    }

    [Fact]
    public async Task The_path_of_an_endpoint_comes_before_the_path_of_the_request()
    {
        await using var server = await LoopbackServer.StartAsync("here");
        await using var discovery = WithClient(new() { ["services:products:http:0"] = $"{server.Address}base/" });
        using var client = Client(discovery);

        await client.GetStringAsync("http://products/v1/x", TestContext.Current.CancellationToken);

        Assert.Equal([$"GET {server.Address}base/v1/x"], server.Requests);
    }

    [Fact]
    public async Task An_address_that_is_no_service_is_called_as_it_is()
    {
        await using var server = await LoopbackServer.StartAsync("here");
        await using var discovery = WithClient([]);
        using var client = Client(discovery);

        Assert.Equal("here", await client.GetStringAsync(server.Address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_service_name_is_the_host_header_where_that_is_configured()
    {
        await using var server = await LoopbackServer.StartAsync("here");
        await using var discovery = new Discovery(
            new() { ["services:products:http:0"] = server.Address.ToString() },
            services => services
                .AddConfigurationServiceEndpointProvider(options => options.ShouldApplyHostNameMetadata = _ => true)
                .AddHttpClient("shop").AddServiceDiscovery());
        using var client = Client(discovery);

        await client.GetStringAsync("http://products/", TestContext.Current.CancellationToken);

        Assert.Equal(["GET http://products/"], server.Requests);
    }

    [Fact]
    public async Task A_handler_chain_of_ones_own_can_have_discovery_too()
    {
        await using var server = await LoopbackServer.StartAsync("here");
        await using var discovery = new Discovery(new() { ["services:products:http:0"] = server.Address.ToString() });
        using var client = new HttpClient(discovery.Services.GetRequiredService<IServiceDiscoveryHttpMessageHandlerFactory>()
            .CreateHandler(new SocketsHttpHandler()));

        Assert.Equal("here", await client.GetStringAsync("http://products/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_application_that_used_it_can_be_disposed_synchronously()
    {
        var services = new ServiceCollection();
        services.AddServiceDiscoveryCore().AddPassThroughServiceEndpointProvider().AddHttpClient("shop").AddServiceDiscovery();
        var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("shop");

        provider.Dispose();
    }

    private static Discovery WithClient(Dictionary<string, string?> settings) => new(
        settings, services => services.AddServiceDiscovery().AddHttpClient("shop").AddServiceDiscovery());

    private static HttpClient Client(Discovery discovery) => discovery.Services.GetRequiredService<IHttpClientFactory>().CreateClient("shop");
}
