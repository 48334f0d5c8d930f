using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Hedging;

namespace Microsoft.Extensions.DependencyInjection;

public static partial class ResilienceHttpClientBuilderExtensions
{
    /// <summary>Adds the standard hedging handler, with endpoints for the attempts.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets the endpoints.</param>
    /// <returns>A builder for the handler.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IStandardHedgingHandlerBuilder AddStandardHedgingHandler(this IHttpClientBuilder builder, Action<IRoutingStrategyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var hedging = builder.AddStandardHedgingHandler();
        configure(hedging.RoutingStrategyBuilder);
        return hedging;
    }

    /// <summary>
    /// Adds the standard hedging handler: total time-out and hedging for the request; rate limiter, circuit breaker and time-out for each
    /// authority that attempts go to. The client's own time-out is turned off.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <returns>A builder for the handler.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IStandardHedgingHandlerBuilder AddStandardHedgingHandler(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var (name, services) = (builder.Name, builder.Services);
        services.AddOptionsWithValidateOnStart<HttpStandardHedgingResilienceOptions, HttpStandardHedgingResilienceOptionsValidator>(name);
        services.AddOptionsWithValidateOnStart<HttpStandardHedgingResilienceOptions, HttpStandardHedgingResilienceConsistency>(name);
        services.PostConfigure<HttpStandardHedgingResilienceOptions>(name, static options => options.Hedging.ActionGenerator = NextAttempt);

        builder.AddResilienceHandler(StandardHedgingHandlerBuilder.OuterPipeline, (pipeline, context) =>
        {
            context.EnableReloads<HttpStandardHedgingResilienceOptions>(name);
            var options = context.GetOptions<HttpStandardHedgingResilienceOptions>(name);
            var routes = context.GetOptions<RequestRouting>(name).Begin;
            pipeline
                .AddStrategy(_ => new RoutingAndSnapshotStrategy(routes))
                .AddTimeout(options.TotalRequestTimeout)
                .AddHedging(options.Hedging);
        });
        builder.AddResilienceHandler(StandardHedgingHandlerBuilder.EndpointPipeline, (pipeline, context) =>
        {
            context.EnableReloads<HttpStandardHedgingResilienceOptions>(name);
            var endpoint = context.GetOptions<HttpStandardHedgingResilienceOptions>(name).Endpoint;
            pipeline.AddRateLimiter(endpoint.RateLimiter).AddCircuitBreaker(endpoint.CircuitBreaker).AddTimeout(endpoint.Timeout);
        }).SelectPipelineByAuthority();
        builder.ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan);
        return new StandardHedgingHandlerBuilder(name, services, new RoutingStrategyBuilder(name, services));
    }

    private static Func<ValueTask<Outcome<HttpResponseMessage>>>? NextAttempt(HedgingActionGeneratorArguments<HttpResponseMessage> args)
    {
        if (!args.PrimaryContext.Properties.TryGetValue(RequestSnapshot.Key, out var snapshot))
        {
            throw new InvalidOperationException("The request was not kept before hedging.");
        }

        var request = snapshot.CreateRequest();
        if (args.PrimaryContext.Properties.TryGetValue(RequestRoute.Key, out var route))
        {
            if (route.Next() is not { } endpoint)
            {
                request.Dispose();
                return null;
            }

            request.RequestUri = RequestRoute.At(request.RequestUri!, endpoint);
        }

        request.SetResilienceContext(args.ActionContext);
        args.ActionContext.SetRequestMessage(request);
        return () => args.Callback(args.ActionContext);
    }
}
