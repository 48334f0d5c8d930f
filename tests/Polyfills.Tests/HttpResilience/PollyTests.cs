using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.RateLimiting;
using Polly.Registry;
using Polly.Retry;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.HttpResilience;

public class PollyTests
{
    [Fact]
    public async Task A_refusal_says_when_to_come_back_and_is_reported()
    {
        using var limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = 1, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds(7), AutoReplenishment = false,
        });
        var refusals = 0;
        var pipeline = new ResiliencePipelineBuilder().AddRateLimiter(new RateLimiterStrategyOptions
        {
            RateLimiter = args => limiter.AcquireAsync(1, args.Context.CancellationToken),
            OnRejected = _ =>
            {
                refusals++;
                return default;
            },
        }).Build();

        await pipeline.ExecuteAsync(_ => default, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<RateLimiterRejectedException>(
            () => pipeline.ExecuteAsync(_ => default, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        Assert.Equal(1, refusals);
    }

    [Fact]
    public async Task A_permit_is_given_back_when_the_execution_fails()
    {
        var pipeline = new ResiliencePipelineBuilder().AddConcurrencyLimiter(permitLimit: 1).Build();

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<FormatException>(
                () => pipeline.ExecuteAsync(_ => throw new FormatException(), TestContext.Current.CancellationToken).AsTask());
        }
    }

    [Fact]
    public async Task A_pipeline_is_found_by_its_key()
    {
        var services = new ServiceCollection();
        services.AddResiliencePipeline("db", pipeline => pipeline.AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, MaxRetryAttempts = 2 }));
        await using var provider = services.BuildServiceProvider();
        var attempts = 0;

        await Assert.ThrowsAsync<FormatException>(() => provider.GetRequiredKeyedService<ResiliencePipeline>("db").ExecuteAsync(_ =>
        {
            attempts++;
            throw new FormatException();
        }, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(3, attempts);
        Assert.Same(
            provider.GetRequiredKeyedService<ResiliencePipeline>("db"),
            provider.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline("db"));
    }
}
