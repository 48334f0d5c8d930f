using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace ReferenceShop.ServiceDefaults.Http;

/// <summary>How services call each other: by name, with a time limit, and again only where a repeat is harmless.</summary>
public static class OutgoingHttpExtensions
{
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_total = TimeSpan.FromSeconds(3);

    internal static void AddOutgoingHttp(this IHostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.UseSocketsHttpHandler((handler, _) =>
            {
                // The defaults wait for a connection for ever and keep one for ever, past every change of address.
                handler.ConnectTimeout = TimeSpan.FromMilliseconds(500);
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            });
            AddResilience(http, s_attempt, s_total);
            http.AddServiceDiscovery();
        });
    }

    /// <summary>Gives one client other time limits than the default of 1 s for an attempt and 3 s in all.</summary>
    /// <param name="http">The client.</param>
    /// <param name="attempt">The limit of a single attempt.</param>
    /// <param name="total">The limit of all attempts together with the waits between them; at least <paramref name="attempt"/>.</param>
    public static IHttpClientBuilder WithTimeouts(this IHttpClientBuilder http, TimeSpan attempt, TimeSpan total)
    {
#pragma warning disable EXTEXP0001 // the way to replace the default handler of one client
        http.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        AddResilience(http, attempt, total);

        // Outermost again, as in the default chain: each attempt then resolves the name anew.
        http.ConfigureAdditionalHttpMessageHandlers((handlers, _) =>
        {
            if (handlers.OfType<ResilienceHandler>().LastOrDefault() is { } resilience)
            {
                handlers.Remove(resilience);
                handlers.Insert(0, resilience);
            }
        });
        return http;
    }

    // A pipeline per callee: with one for all, a sick service would open the circuit for every other.
    private static void AddResilience(IHttpClientBuilder http, TimeSpan attempt, TimeSpan total)
        => http.AddStandardResilienceHandler(options => Configure(options, attempt, total)).SelectPipelineByAuthority();

    private static void Configure(HttpStandardResilienceOptions options, TimeSpan attempt, TimeSpan total)
    {
        options.AttemptTimeout.Timeout = attempt;
        options.TotalRequestTimeout.Timeout = total;

        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(50);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
#pragma warning disable EXTEXP0001 // the overload that also knows a connect time-out, which arrives as a cancellation
        options.Retry.ShouldHandle = arguments => new(
            HttpClientResiliencePredicates.IsTransient(arguments.Outcome, arguments.Context.CancellationToken) && IsRepeatable(arguments.Context));
#pragma warning restore EXTEXP0001

        // The defaults need 100 calls in 30 s before they react, which a demonstration or a quiet service never reaches.
        options.CircuitBreaker.MinimumThroughput = 20;
        options.CircuitBreaker.FailureRatio = 0.5;
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(Math.Max(10, 2 * attempt.TotalSeconds));
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(2);
    }

    // RFC 9110, 9.2.2: these methods have the same effect however often they arrive. Others only under a key that the receiver honours.
    private static bool IsRepeatable(ResilienceContext context)
    {
#pragma warning disable EXTEXP0001 // the way to the request of an attempt that ended without an answer
        var request = context.GetRequestMessage();
#pragma warning restore EXTEXP0001
        return request is not null
            && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options
                || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete
                || request.Headers.Contains(IdempotencyKey.Header));
    }
}
