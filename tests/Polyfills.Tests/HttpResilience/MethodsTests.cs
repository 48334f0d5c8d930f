using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using ReferenceShop.Polyfills.Tests.Support;
using Xunit;

#pragma warning disable EXTEXP0001 // These members are experimental in the official package too.

namespace ReferenceShop.Polyfills.Tests.HttpResilience;

public class MethodsTests
{
    [Theory]
    [InlineData("GET", 2)]
    [InlineData("HEAD", 2)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    public async Task Unsafe_methods_can_be_kept_from_retries(string method, int requests)
    {
        await using var server = await LoopbackServer.StartAsync(500, 200);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(options =>
        {
            ShopClient.AtOnce(options);
            options.Retry.DisableForUnsafeHttpMethods();
        }));

        await client.SendAsync(new HttpMethod(method), server.Address);

        Assert.Equal(requests, server.Requests.Count);
    }

    [Theory]
    [InlineData("POST", 1)]
    [InlineData("PUT", 2)]
    public async Task Single_methods_can_be_kept_from_retries(string method, int requests)
    {
        await using var server = await LoopbackServer.StartAsync(500, 200);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(options =>
        {
            ShopClient.AtOnce(options);
            options.Retry.DisableFor(HttpMethod.Post);
        }));

        await client.SendAsync(new HttpMethod(method), server.Address);

        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public void At_least_one_method_must_be_named() =>
        Assert.Throws<ArgumentException>(() => new HttpRetryStrategyOptions().DisableFor());

    [Fact]
    public async Task A_predicate_finds_the_request_also_when_there_is_no_answer()
    {
        var server = await LoopbackServer.StartAsync(200);
        var address = server.Address;
        await server.DisposeAsync();
        List<string?> seen = [];
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(options => options.Retry.ShouldHandle = args =>
        {
            seen.Add(args.Context.GetRequestMessage()?.Headers.GetValues("Idempotency-Key").Single());
            return ValueTask.FromResult(false);
        }));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Headers = { { "Idempotency-Key", "k1" } } };

        await Assert.ThrowsAsync<HttpRequestException>(() => client.Http.Value.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(["k1"], seen);
    }

    [Fact]
    public async Task The_handlers_added_so_far_can_be_removed()
    {
        await using var server = await LoopbackServer.StartAsync(500, 200);
        await using var client = new ShopClient(http =>
        {
            http.AddStandardResilienceHandler(ShopClient.AtOnce);
            http.RemoveAllResilienceHandlers();
        });

        Assert.Equal(HttpStatusCode.InternalServerError, await client.GetAsync(server.Address));
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_counts_as_transient()
    {
        var outcome = await OutcomeOfAsync(async () =>
        {
            using var http = new HttpClient(new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromMilliseconds(50),
                ConnectCallback = async (_, token) =>
                {
                    await Task.Delay(Timeout.Infinite, token);
                    return Stream.Null;
                },
            });
            return await http.GetAsync(new Uri("http://localhost:1"));
        });

        Assert.True(HttpClientResiliencePredicates.IsTransient(outcome, CancellationToken.None));
        Assert.False(HttpClientResiliencePredicates.IsTransient(outcome, new CancellationToken(canceled: true)));
    }

    private static async Task<Outcome<HttpResponseMessage>> OutcomeOfAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return Outcome.FromResult(await send());
        }
        catch (Exception exception)
        {
            return Outcome.FromException<HttpResponseMessage>(exception);
        }
    }
}
