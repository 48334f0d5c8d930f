using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>A circuit breaker for requests: counts transient outcomes.</summary>
public class HttpCircuitBreakerStrategyOptions : CircuitBreakerStrategyOptions<HttpResponseMessage>
{
    /// <summary>Sets the defaults: opens for 5 s when 10 % of at least 100 requests within 30 s were transient failures.</summary>
    public HttpCircuitBreakerStrategyOptions() =>
        ShouldHandle = static args => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(args.Outcome));
}

/// <summary>A time-out for requests, 30 s by default.</summary>
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions;

/// <summary>A limit for requests, 1000 at a time by default.</summary>
public class HttpRateLimiterStrategyOptions : RateLimiterStrategyOptions;
