using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.ServiceDefaults.Http;

namespace ReferenceShop.ServiceDefaults.Tests;

public class OutgoingHttpTests
{
    [Theory]
    [InlineData("GET", false, 3)]
    [InlineData("PUT", false, 3)]
    [InlineData("DELETE", false, 3)]
    [InlineData("POST", false, 1)]
    [InlineData("POST", true, 3)]
    [InlineData("PATCH", false, 1)]
    public async Task Only_what_may_be_repeated_is_repeated(string method, bool keyed, int attempts)
    {
        var seen = 0;
        await using var callee = await SampleService.StartAsync(app => app.Map("/flaky", () =>
        {
            Interlocked.Increment(ref seen);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }));
        await using var caller = await StartCallerAsync(callee);
        using var request = new HttpRequestMessage(new HttpMethod(method), "http://callee/flaky");
        if (keyed)
        {
            request.Headers.Add(IdempotencyKey.Header, "one");
        }

        using var response = await caller.Services.GetRequiredService<IHttpClientFactory>().CreateClient("plain").SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(attempts, seen);
    }

    [Fact]
    public async Task A_client_with_limits_of_its_own_waits_longer_than_the_default()
    {
        await using var callee = await SampleService.StartAsync(app => app.MapGet("/slow", async (CancellationToken ct) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5), ct);
            return "done";
        }));
        await using var caller = await StartCallerAsync(callee, services =>
            services.AddHttpClient("patient").WithTimeouts(attempt: TimeSpan.FromSeconds(5), total: TimeSpan.FromSeconds(6)));
        var clients = caller.Services.GetRequiredService<IHttpClientFactory>();

        await Assert.ThrowsAnyAsync<Exception>(() => clients.CreateClient("plain").GetStringAsync(new Uri("http://callee/slow")));
        Assert.Equal("done", await clients.CreateClient("patient").GetStringAsync(new Uri("http://callee/slow")));
    }

    private static Task<SampleService> StartCallerAsync(SampleService callee, Action<IServiceCollection>? configure = null)
        => SampleService.StartAsync(_ => { }, new() { ["services:callee:http:0"] = callee.Address.ToString() }, services =>
        {
            services.AddHttpClient("plain");
            configure?.Invoke(services);
        });
}
