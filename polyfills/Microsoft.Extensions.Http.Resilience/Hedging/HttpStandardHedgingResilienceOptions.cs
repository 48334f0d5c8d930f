using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Settings of the standard hedging pipeline, from the outside in.</summary>
public class HttpStandardHedgingResilienceOptions
{
    /// <summary>How long a request may take with all its attempts: 30 s.</summary>
    [Required]
    [ValidateObjectMembers]
    public HttpTimeoutStrategyOptions TotalRequestTimeout { get; set; } = new() { Name = "StandardHedging-TotalRequestTimeout" };

    /// <summary>When further attempts are made. The action generator is the handler's own.</summary>
    [Required]
    [ValidateObjectMembers]
    public HttpHedgingStrategyOptions Hedging { get; set; } = new() { Name = "StandardHedging-Hedging" };

    /// <summary>What each endpoint has for itself.</summary>
    [Required]
    [ValidateObjectMembers]
    public HedgingEndpointOptions Endpoint { get; set; } = new();
}

/// <summary>Settings for one endpoint of a hedged client, from the outside in.</summary>
public class HedgingEndpointOptions
{
    /// <summary>How many requests may be under way to the endpoint: 1000, without a queue.</summary>
    [Required]
    [ValidateObjectMembers]
    public HttpRateLimiterStrategyOptions RateLimiter { get; set; } = new() { Name = "StandardHedging-RateLimiter" };

    /// <summary>When the endpoint is left alone.</summary>
    [Required]
    [ValidateObjectMembers]
    public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; set; } = new() { Name = "StandardHedging-CircuitBreaker" };

    /// <summary>How long one attempt may take: 10 s.</summary>
    [Required]
    [ValidateObjectMembers]
    public HttpTimeoutStrategyOptions Timeout { get; set; } = new() { Name = "StandardHedging-AttemptTimeout", Timeout = TimeSpan.FromSeconds(10) };
}

/// <summary>Each setting by itself, from its attributes.</summary>
[OptionsValidator]
internal sealed partial class HttpStandardHedgingResilienceOptionsValidator : IValidateOptions<HttpStandardHedgingResilienceOptions>;

/// <summary>The settings together.</summary>
internal sealed class HttpStandardHedgingResilienceConsistency : IValidateOptions<HttpStandardHedgingResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardHedgingResilienceOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        var total = options.TotalRequestTimeout.Timeout;
        TimeoutConsistency.Check(result, total, options.Endpoint.Timeout.Timeout, options.Endpoint.CircuitBreaker.SamplingDuration);

        // With a delay generator nobody knows beforehand.
        var lastAttempt = options.Hedging.Delay * options.Hedging.MaxHedgedAttempts;
        if (options.Hedging.DelayGenerator is null && lastAttempt > total)
        {
            result.AddError(
                $"The last hedged attempt would begin after {lastAttempt.TotalSeconds} s, "
                + $"which is later than the total request timeout ({total.TotalSeconds} s).");
        }

        return result.Build();
    }
}
