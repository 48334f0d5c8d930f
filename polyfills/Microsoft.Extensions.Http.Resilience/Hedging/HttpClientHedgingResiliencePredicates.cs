using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.CircuitBreaker;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Says after which outcomes of a request another endpoint is tried.</summary>
public static class HttpClientHedgingResiliencePredicates
{
    /// <summary>True for every transient outcome, and when the endpoint's circuit breaker is open.</summary>
    /// <param name="outcome">What came of the request.</param>
    /// <returns>Whether another endpoint is tried.</returns>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is BrokenCircuitException || HttpClientResiliencePredicates.IsTransient(outcome);

    /// <summary>As <see cref="IsTransient(Outcome{HttpResponseMessage})"/>, and true when no connection was made in time.</summary>
    /// <param name="outcome">What came of the request.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>Whether another endpoint is tried.</returns>
    [Experimental(ExperimentalApi.Id, UrlFormat = ExperimentalApi.Url)]
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) =>
        HttpClientResiliencePredicates.IsConnectTimeout(outcome, cancellationToken) || IsTransient(outcome);
}
