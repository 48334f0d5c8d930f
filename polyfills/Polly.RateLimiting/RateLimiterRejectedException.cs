namespace Polly.RateLimiting;

/// <summary>An execution was refused by a rate limiter before it began.</summary>
public sealed class RateLimiterRejectedException : ExecutionRejectedException
{
    private const string DefaultMessage = "The rate limiter had no permit for this execution.";

    /// <summary>A refusal that does not say when to try again.</summary>
    public RateLimiterRejectedException()
        : this(DefaultMessage)
    {
    }

    /// <summary>A refusal that says when to try again.</summary>
    /// <param name="retryAfter">When a permit may be had.</param>
    public RateLimiterRejectedException(TimeSpan retryAfter)
        : this($"{DefaultMessage} It can be tried again after {retryAfter}.", retryAfter)
    {
    }

    /// <summary>A refusal with its own message.</summary>
    /// <param name="message">The message.</param>
    public RateLimiterRejectedException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with its own message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="retryAfter">When a permit may be had.</param>
    public RateLimiterRejectedException(string message, TimeSpan retryAfter)
        : base(message) => RetryAfter = retryAfter;

    /// <summary>A refusal with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="inner">The cause.</param>
    public RateLimiterRejectedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>A refusal with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="retryAfter">When a permit may be had.</param>
    /// <param name="inner">The cause.</param>
    public RateLimiterRejectedException(string message, TimeSpan retryAfter, Exception inner)
        : base(message, inner) => RetryAfter = retryAfter;

    /// <summary>When a permit may be had, if the limiter said so.</summary>
    public TimeSpan? RetryAfter { get; }
}
