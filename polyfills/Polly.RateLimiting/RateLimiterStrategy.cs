using System.Runtime.ExceptionServices;
using System.Threading.RateLimiting;
using Polly.Telemetry;

namespace Polly.RateLimiting;

/// <param name="options">The settings.</param>
/// <param name="telemetry">Where refusals are reported.</param>
/// <param name="owned">The default limiter, which lives and dies with the strategy; null when the options bring their own.</param>
internal sealed class RateLimiterStrategy(RateLimiterStrategyOptions options, ResilienceStrategyTelemetry telemetry, RateLimiter? owned)
    : ResilienceStrategy, IDisposable, IAsyncDisposable
{
    private readonly Func<RateLimiterArguments, ValueTask<RateLimitLease>> _acquire =
        options.RateLimiter ?? (args => owned!.AcquireAsync(permitCount: 1, args.Context.CancellationToken));

    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        using var lease = await _acquire(new RateLimiterArguments(context)).ConfigureAwait(context.ContinueOnCapturedContext);
        if (lease.IsAcquired)
        {
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }

        var refusal = new OnRateLimiterRejectedArguments(context, lease);
        telemetry.Report(new ResilienceEvent(ResilienceEventSeverity.Error, "OnRateLimiterRejected"), context, refusal);
        if (options.OnRejected is { } onRejected)
        {
            await onRejected(refusal).ConfigureAwait(context.ContinueOnCapturedContext);
        }

        var exception = lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter)
            ? new RateLimiterRejectedException(retryAfter)
            : new RateLimiterRejectedException();
        telemetry.SetTelemetrySource(exception);
        return Outcome.FromException<TResult>(ExceptionDispatchInfo.SetCurrentStackTrace(exception));
    }

    public void Dispose() => owned?.Dispose();

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? default;
}
