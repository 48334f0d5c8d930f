using Polly;

namespace System.Net.Http;

/// <summary>The execution that a request is part of.</summary>
public static class HttpResilienceHttpRequestMessageExtensions
{
    private static readonly HttpRequestOptionsKey<ResilienceContext?> s_context = new("Resilience.Http.ResilienceContext");

    /// <summary>The execution, for handlers below the resilience handler.</summary>
    /// <param name="requestMessage">The request.</param>
    /// <returns>The execution, or null outside of one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="requestMessage"/> is null.</exception>
    public static ResilienceContext? GetResilienceContext(this HttpRequestMessage requestMessage)
    {
        ArgumentNullException.ThrowIfNull(requestMessage);
        return requestMessage.Options.TryGetValue(s_context, out var context) ? context : null;
    }

    /// <summary>Sets the execution; a caller may bring its own, with properties that strategies read.</summary>
    /// <param name="requestMessage">The request.</param>
    /// <param name="resilienceContext">The execution.</param>
    /// <exception cref="ArgumentNullException"><paramref name="requestMessage"/> is null.</exception>
    public static void SetResilienceContext(this HttpRequestMessage requestMessage, ResilienceContext? resilienceContext)
    {
        ArgumentNullException.ThrowIfNull(requestMessage);
        requestMessage.Options.Set(s_context, resilienceContext);
    }
}
