using System.Threading.RateLimiting;

namespace Polly.RateLimiting;

/// <summary>What a rate limiter is handed when it is asked for a permit.</summary>
/// <param name="context">The execution that needs the permit.</param>
public readonly struct RateLimiterArguments(ResilienceContext context)
{
    /// <summary>The execution that needs the permit.</summary>
    public ResilienceContext Context { get; } = context;
}

/// <summary>What is known of an execution that got no permit.</summary>
/// <param name="context">The execution.</param>
/// <param name="lease">The refusal, with its metadata.</param>
public readonly struct OnRateLimiterRejectedArguments(ResilienceContext context, RateLimitLease lease)
{
    /// <summary>The execution.</summary>
    public ResilienceContext Context { get; } = context;

    /// <summary>The refusal; its metadata may say when to try again.</summary>
    public RateLimitLease Lease { get; } = lease;
}
