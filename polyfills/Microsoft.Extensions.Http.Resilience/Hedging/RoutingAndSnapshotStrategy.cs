using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Sends the first attempt along the first route, if there are routes, and keeps a snapshot of the request for the others.</summary>
internal sealed class RoutingAndSnapshotStrategy(Func<RequestRoute>? routes) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var request = context.GetRequestMessage()
            ?? throw new InvalidOperationException("Hedging is for requests, but the execution has none.");
        if (routes?.Invoke() is { } route)
        {
            request.RequestUri = RequestRoute.At(request.RequestUri!, route.Next()
                ?? throw new InvalidOperationException("The routing strategy has no endpoint, not even for the first attempt."));
            context.Properties.Set(RequestRoute.Key, route);
        }

        context.Properties.Set(RequestSnapshot.Key, new RequestSnapshot(request));
        return callback(context, state);
    }
}
