using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using ReferenceShop.Polyfills.Tests.Support;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.HttpResilience;

public class HedgingTests
{
    private static readonly Uri s_shop = new("http://shop/v1/products?q=cup");

    [Fact]
    public async Task When_one_endpoint_is_slow_another_answers()
    {
        await using var slow = await LoopbackServer.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var quick = await LoopbackServer.StartAsync("quick");
        await using var client = new ShopClient(
            http => http.AddStandardHedgingHandler(routing => routing.ConfigureOrderedGroups(options => options.Groups = [Group(slow), Group(quick)])),
            fakeTime: true);

        var sent = client.GetAsync(s_shop);
        await client.Clock.AdvanceUntilAsync(() => sent.IsCompleted, TimeSpan.FromMilliseconds(50));

        Assert.Equal(HttpStatusCode.OK, await sent);
        Assert.Equal([$"GET {slow.Address}v1/products?q=cup"], slow.Requests);
        Assert.Equal([$"GET {quick.Address}v1/products?q=cup"], quick.Requests);
    }

    [Fact]
    public async Task When_one_endpoint_fails_another_is_asked_at_once_with_the_same_headers_and_body()
    {
        await using var ill = await LoopbackServer.StartAsync(503);
        var received = "";
        await using var well = await LoopbackServer.StartAsync(async (context, _) =>
            received = $"{context.Request.Headers["X-Key"]} {await new StreamReader(context.Request.Body).ReadToEndAsync()}");
        await using var client = new ShopClient(http => http.AddStandardHedgingHandler(
            routing => routing.ConfigureOrderedGroups(options => options.Groups = [Group(ill), Group(well)])));
        using var request = new HttpRequestMessage(HttpMethod.Post, s_shop) { Headers = { { "X-Key", "k1" } }, Content = new StringContent("order") };

        using var response = await client.Http.Value.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("k1 order", received);
    }

    [Fact]
    public async Task There_are_no_more_attempts_than_groups()
    {
        await using var ill = await LoopbackServer.StartAsync(503);
        await using var client = new ShopClient(http => http
            .AddStandardHedgingHandler(routing => routing.ConfigureOrderedGroups(options => options.Groups = [Group(ill), Group(ill)]))
            .Configure(options => options.Hedging.MaxHedgedAttempts = 5));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await client.GetAsync(s_shop));
        Assert.Equal(2, ill.Requests.Count);
    }

    [Fact]
    public async Task Without_routing_the_attempts_go_to_the_same_place()
    {
        await using var server = await LoopbackServer.StartAsync(500, 200);
        await using var client = new ShopClient(http => http.AddStandardHedgingHandler());

        Assert.Equal(HttpStatusCode.OK, await client.GetAsync(server.Address));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Weighted_groups_are_drawn_by_their_weight_and_each_once()
    {
        await using var seldom = await LoopbackServer.StartAsync(503);
        await using var often = await LoopbackServer.StartAsync(200);
        var settings = ShopClient.Settings(new()
        {
            ["routes:Groups:0:Weight"] = "1",
            ["routes:Groups:0:Endpoints:0:Uri"] = seldom.Address.ToString(),
            ["routes:Groups:1:Weight"] = "19",
            ["routes:Groups:1:Endpoints:0:Uri"] = often.Address.ToString(),
        });
        await using var client = new ShopClient(http => http.AddStandardHedgingHandler(
            routing => routing.ConfigureWeightedGroups(settings.GetSection("routes"))));

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await client.GetAsync(s_shop));
        }

        Assert.Equal(200, often.Requests.Count);
        Assert.InRange(seldom.Requests.Count, 1, 60);
    }

    [Fact]
    public async Task A_stream_cannot_be_hedged()
    {
        await using var client = new ShopClient(http => http.AddStandardHedgingHandler());

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.SendAsync(HttpMethod.Post, s_shop, new StreamContent(new MemoryStream())));
    }

    [Theory]
    [InlineData("Endpoint:Timeout:Timeout", "00:00:31")]
    [InlineData("Endpoint:CircuitBreaker:SamplingDuration", "00:00:19")]
    [InlineData("Hedging:Delay", "00:00:40")]
    [InlineData("Hedging:MaxHedgedAttempts", "0")]
    public async Task Options_that_make_no_sense_stop_the_start(string key, string value)
    {
        var settings = ShopClient.Settings(new() { [$"shop:{key}"] = value });
        await using var client = new ShopClient(http => http.AddStandardHedgingHandler().Configure(settings.GetSection("shop")));

        Assert.Throws<OptionsValidationException>(client.ValidateAsAtStart);
    }

    [Fact]
    public async Task Routing_without_endpoints_stops_the_start()
    {
        await using var client = new ShopClient(http => http.AddStandardHedgingHandler(routing => routing.ConfigureOrderedGroups(_ => { })));

        Assert.Throws<OptionsValidationException>(client.ValidateAsAtStart);
    }

    private static UriEndpointGroup Group(LoopbackServer server) => new() { Endpoints = [new() { Uri = server.Address }] };
}
