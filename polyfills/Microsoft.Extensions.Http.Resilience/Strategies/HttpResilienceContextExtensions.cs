using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Http.Resilience;

namespace Polly;

/// <summary>The request that an execution is about.</summary>
[Experimental(ExperimentalApi.Id, UrlFormat = ExperimentalApi.Url)]
public static class HttpResilienceContextExtensions
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage?> s_request = new("Resilience.Http.RequestMessage");

    /// <summary>The request that is being sent.</summary>
    /// <param name="context">The execution.</param>
    /// <returns>The request, or null when the execution is about something else.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static HttpRequestMessage? GetRequestMessage(this ResilienceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Properties.GetValue(s_request, null);
    }

    /// <summary>Sets the request; strategies use it to send another one than the caller's.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="requestMessage">The request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static void SetRequestMessage(this ResilienceContext context, HttpRequestMessage? requestMessage)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Properties.Set(s_request, requestMessage);
    }
}
