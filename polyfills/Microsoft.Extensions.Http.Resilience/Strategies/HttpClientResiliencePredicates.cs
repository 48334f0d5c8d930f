using System.Diagnostics.CodeAnalysis;
using System.Net;
using Polly;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Says which outcomes of a request may be gone at the next try.</summary>
public static class HttpClientResiliencePredicates
{
    /// <summary>True for status 408, 429 and from 500 on, for <see cref="HttpRequestException"/> and for the time-out of an attempt.</summary>
    /// <param name="outcome">What came of the request.</param>
    /// <returns>Whether the outcome is transient.</returns>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => IsTransientStatus(response.StatusCode),
        { Exception: { } exception } => exception is HttpRequestException or TimeoutRejectedException,
        _ => false,
    };

    /// <summary>As <see cref="IsTransient(Outcome{HttpResponseMessage})"/>, and true when no connection was made in time.</summary>
    /// <param name="outcome">What came of the request.</param>
    /// <param name="cancellationToken">The caller's token: when it has fired, a cancelled request is what was asked for.</param>
    /// <returns>Whether the outcome is transient.</returns>
    [Experimental(ExperimentalApi.Id, UrlFormat = ExperimentalApi.Url)]
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) =>
        IsConnectTimeout(outcome, cancellationToken) || IsTransient(outcome);

    internal static bool IsTransientStatus(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    // The connect time-out of SocketsHttpHandler arrives as a cancellation that nobody asked for.
    internal static bool IsConnectTimeout(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && outcome.Exception is OperationCanceledException { Source: "System.Private.CoreLib", InnerException: TimeoutException };
}
