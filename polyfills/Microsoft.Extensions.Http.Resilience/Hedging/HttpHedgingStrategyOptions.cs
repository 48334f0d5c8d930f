using Polly.Hedging;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Hedging of requests: by default one more attempt when the first has not been answered, or has failed, within 2 s.</summary>
public class HttpHedgingStrategyOptions : HedgingStrategyOptions<HttpResponseMessage>
{
    /// <summary>Sets the defaults.</summary>
    public HttpHedgingStrategyOptions() => ShouldHandle = static args =>
        ValueTask.FromResult(HttpClientHedgingResiliencePredicates.IsTransient(args.Outcome, args.Context.CancellationToken));
}
