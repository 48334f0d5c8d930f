using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Each setting by itself, from its attributes.</summary>
[OptionsValidator]
internal sealed partial class HttpStandardResilienceOptionsValidator : IValidateOptions<HttpStandardResilienceOptions>;

/// <summary>The settings together.</summary>
internal sealed class HttpStandardResilienceConsistency : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardResilienceOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        TimeoutConsistency.Check(result, options.TotalRequestTimeout.Timeout, options.AttemptTimeout.Timeout, options.CircuitBreaker.SamplingDuration);
        return result.Build();
    }
}

internal static class TimeoutConsistency
{
    public static void Check(ValidateOptionsResultBuilder result, TimeSpan total, TimeSpan attempt, TimeSpan sampling)
    {
        if (attempt > total)
        {
            result.AddError($"The total request timeout ({total.TotalSeconds} s) must not be less than the attempt timeout ({attempt.TotalSeconds} s).");
        }

        if (sampling < attempt * 2)
        {
            result.AddError(
                $"The circuit breaker's sampling duration ({sampling.TotalSeconds} s) must be at least twice the attempt timeout "
                + $"({attempt.TotalSeconds} s): otherwise it sees too few of the attempts that time out.");
        }
    }
}
