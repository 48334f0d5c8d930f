using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.HttpResilience;

public class StandardOptionsTests
{
    [Fact]
    public void The_defaults_are_the_official_ones()
    {
        var options = new HttpStandardResilienceOptions();

        Assert.Equal((1000, 0), (options.RateLimiter.DefaultRateLimiterOptions.PermitLimit, options.RateLimiter.DefaultRateLimiterOptions.QueueLimit));
        Assert.Equal(TimeSpan.FromSeconds(30), options.TotalRequestTimeout.Timeout);
        Assert.Equal((3, TimeSpan.FromSeconds(2)), (options.Retry.MaxRetryAttempts, options.Retry.Delay));
        Assert.Equal((DelayBackoffType.Exponential, true, true), (options.Retry.BackoffType, options.Retry.UseJitter, options.Retry.ShouldRetryAfterHeader));
        Assert.Equal((0.1, 100), (options.CircuitBreaker.FailureRatio, options.CircuitBreaker.MinimumThroughput));
        Assert.Equal(TimeSpan.FromSeconds(30), options.CircuitBreaker.SamplingDuration);
        Assert.Equal(TimeSpan.FromSeconds(5), options.CircuitBreaker.BreakDuration);
        Assert.Equal(TimeSpan.FromSeconds(10), options.AttemptTimeout.Timeout);
        string?[] names =
        [
            options.RateLimiter.Name, options.TotalRequestTimeout.Name, options.Retry.Name, options.CircuitBreaker.Name, options.AttemptTimeout.Name,
        ];
        Assert.Equal(
            "Standard-RateLimiter Standard-TotalRequestTimeout Standard-Retry Standard-CircuitBreaker Standard-AttemptTimeout", string.Join(' ', names));
    }

    [Theory]
    [InlineData("AttemptTimeout:Timeout", "00:00:31", "31")]
    [InlineData("TotalRequestTimeout:Timeout", "00:00:05", "5")]
    [InlineData("CircuitBreaker:SamplingDuration", "00:00:19", "19")]
    [InlineData("Retry:MaxRetryAttempts", "0", "MaxRetryAttempts")]
    [InlineData("CircuitBreaker:FailureRatio", "1.5", "FailureRatio")]
    [InlineData("CircuitBreaker:MinimumThroughput", "1", "MinimumThroughput")]
    [InlineData("AttemptTimeout:Timeout", "00:00:00", "Timeout")]
    public async Task Options_that_make_no_sense_stop_the_start_and_are_named(string key, string value, string named)
    {
        var settings = ShopClient.Settings(new() { [$"shop:{key}"] = value });
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(settings.GetSection("shop")));

        var error = Assert.Throws<OptionsValidationException>(client.ValidateAsAtStart);

        Assert.Equal("shop-standard", error.OptionsName);
        Assert.Contains(error.Failures, failure => failure.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_defaults_pass_the_validation()
    {
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler());

        client.ValidateAsAtStart();
    }

    [Fact]
    public async Task A_key_that_is_no_option_is_an_error()
    {
        var settings = ShopClient.Settings(new() { ["shop:Retry:MaxAttempts"] = "5" });
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler(settings.GetSection("shop")));

        Assert.Contains("MaxAttempts", Assert.Throws<InvalidOperationException>(client.ValidateAsAtStart).Message);
    }

    [Fact]
    public void An_empty_section_is_an_error()
    {
        var settings = ShopClient.Settings([]);

        Assert.Throws<ArgumentException>(() => new ShopClient(http => http.AddStandardResilienceHandler(settings.GetSection("shop"))));
    }

    [Fact]
    public async Task The_timeout_of_the_client_itself_is_off()
    {
        await using var client = new ShopClient(http => http.AddStandardResilienceHandler());

        Assert.Equal(Timeout.InfiniteTimeSpan, client.Http.Value.Timeout);
    }
}
