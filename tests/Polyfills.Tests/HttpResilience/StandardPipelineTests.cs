using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;
using ReferenceShop.Polyfills.Tests.Support;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.HttpResilience;

public class StandardPipelineTests
{
    [Theory]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(408, true)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    public async Task Only_transient_statuses_are_tried_again(int status, bool retried)
    {
        await using var server = await LoopbackServer.StartAsync(status, 200);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(ShopClient.AtOnce));

        var answer = await client.GetAsync(server.Address);

        Assert.Equal(retried ? 200 : status, (int)answer);
        Assert.Equal(retried ? 2 : 1, server.Requests.Count);
    }

    [Fact]
    public async Task After_three_retries_the_last_answer_is_the_answer()
    {
        await using var server = await LoopbackServer.StartAsync(500, 500, 500, 503);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(ShopClient.AtOnce));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await client.GetAsync(server.Address));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        var server = await LoopbackServer.StartAsync(200);
        var address = server.Address;
        await server.DisposeAsync();
        var retries = 0;
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(options =>
        {
            ShopClient.AtOnce(options);
            options.Retry.OnRetry = _ =>
            {
                retries++;
                return default;
            };
        }));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address));
        Assert.Equal(3, retries);
    }

    [Fact]
    public async Task The_body_is_sent_with_every_attempt()
    {
        List<string> bodies = [];
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            context.Response.StatusCode = number < 3 ? 500 : 201;
        });
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(ShopClient.AtOnce));

        var answer = await client.SendAsync(HttpMethod.Post, server.Address, new StringContent("order"));

        Assert.Equal(HttpStatusCode.Created, answer);
        Assert.Equal(["order", "order", "order"], bodies);
    }

    [Fact]
    public async Task The_servers_Retry_After_is_waited_for()
    {
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 503 : 200;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        });
        TimeSpan? delay = null;
        await using var client = new ShopClient(
            http => http.AddStandardResilienceHandler(options => options.Retry.OnRetry = args =>
            {
                delay = args.RetryDelay;
                return default;
            }),
            fakeTime: true);

        var sent = client.GetAsync(server.Address);
        await client.Clock.AdvanceUntilAsync(() => sent.IsCompleted, TimeSpan.FromMilliseconds(20));

        Assert.Equal(HttpStatusCode.OK, await sent);
        Assert.Equal(TimeSpan.FromSeconds(7), delay);
    }

    [Fact]
    public async Task Every_attempt_has_its_own_time_limit()
    {
        await using var server = await LoopbackServer.StartAsync((context, number) =>
            number == 1 ? Task.Delay(Timeout.Infinite, context.RequestAborted) : context.Response.WriteAsync("late but here"));
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(ShopClient.AtOnce), fakeTime: true);

        var sent = client.GetAsync(server.Address);
        await client.Clock.AdvanceUntilAsync(() => sent.IsCompleted, TimeSpan.FromMilliseconds(50));

        Assert.Equal(HttpStatusCode.OK, await sent);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_total_time_limit_ends_waits_and_retries()
    {
        await using var server = await LoopbackServer.StartAsync(500);
        await using var client = new ShopClient(
            http => http.AddStandardResilienceHandler(options => options.Retry.MaxRetryAttempts = 1000), fakeTime: true);

        var sent = client.GetAsync(server.Address);
        await client.Clock.AdvanceUntilAsync(() => sent.IsCompleted, TimeSpan.FromMilliseconds(200));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => sent);
        Assert.Equal(TimeSpan.FromSeconds(30), error.Timeout);
    }

    [Fact]
    public async Task The_circuit_breaker_sees_every_attempt_and_then_spares_the_server()
    {
        await using var server = await LoopbackServer.StartAsync(500);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(options =>
        {
            ShopClient.AtOnce(options);
            options.CircuitBreaker.MinimumThroughput = 4;
        }));

        await client.GetAsync(server.Address);

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task The_circuit_closes_again_after_the_break()
    {
        await using var server = await LoopbackServer.StartAsync(500, 500, 200);
        await using var client = new ShopClient(
            http => http.AddStandardResilienceHandler(options =>
            {
                options.Retry.ShouldHandle = _ => ValueTask.FromResult(false);
                options.CircuitBreaker.MinimumThroughput = 2;
            }),
            fakeTime: true);
        await client.GetAsync(server.Address);
        await client.GetAsync(server.Address);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address));

        client.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.OK, await client.GetAsync(server.Address));
    }

    [Fact]
    public async Task A_request_takes_one_permit_however_often_it_is_tried()
    {
        await using var server = await LoopbackServer.StartAsync(500, 500, 500, 200);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(options =>
        {
            ShopClient.AtOnce(options);
            options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = 1;
        }));

        Assert.Equal(HttpStatusCode.OK, await client.GetAsync(server.Address));
    }

    [Fact]
    public async Task More_requests_than_permits_are_rejected_at_once()
    {
        var release = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync((_, _) => release.Task);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(
            options => options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = 1));

        var first = client.GetAsync(server.Address);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => client.GetAsync(server.Address));
        release.SetResult();

        Assert.Equal(HttpStatusCode.OK, await first);
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_its_cancellation()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(ShopClient.AtOnce));
        using var cancel = new CancellationTokenSource();

        var sent = client.Http.Value.GetAsync(server.Address, cancel.Token);
        while (server.Requests.Count == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_change_of_the_configuration_rebuilds_the_pipeline_and_one_that_is_not_valid_leaves_it()
    {
        await using var server = await LoopbackServer.StartAsync(500);
        var settings = ShopClient.Settings(new() { ["shop:Retry:MaxRetryAttempts"] = "1", ["shop:Retry:Delay"] = "00:00:00" });
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(settings.GetSection("shop")));
        await client.GetAsync(server.Address);
        Assert.Equal(2, server.Requests.Count);

        settings["shop:Retry:MaxRetryAttempts"] = "4";
        settings.Reload();
        await client.GetAsync(server.Address);
        Assert.Equal(2 + 5, server.Requests.Count);

        settings["shop:Retry:MaxRetryAttempts"] = "0";
        Assert.ThrowsAny<Exception>(settings.Reload);
        await client.GetAsync(server.Address);
        Assert.Equal(2 + 5 + 5, server.Requests.Count);
    }

    [Fact]
    public async Task Each_authority_can_have_a_pipeline_of_its_own()
    {
        await using var ill = await LoopbackServer.StartAsync(500);
        await using var well = await LoopbackServer.StartAsync(200);
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(options =>
        {
            ShopClient.AtOnce(options);
            options.CircuitBreaker.MinimumThroughput = 2;
        }).SelectPipelineByAuthority());

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(ill.Address));

        Assert.Equal(HttpStatusCode.OK, await client.GetAsync(well.Address));
    }
}
