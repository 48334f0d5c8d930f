using System.Diagnostics.CodeAnalysis;
using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Keeps requests that must not be sent twice from being retried.</summary>
[Experimental(ExperimentalApi.Id, UrlFormat = ExperimentalApi.Url)]
public static class HttpRetryStrategyOptionsExtensions
{
    /// <summary>Turns retries off for DELETE, POST, PUT, CONNECT and PATCH.</summary>
    /// <param name="options">The retries.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options) =>
        options.DisableFor(HttpMethod.Delete, HttpMethod.Post, HttpMethod.Put, HttpMethod.Connect, HttpMethod.Patch);

    /// <summary>Turns retries off for some methods; what was handled before stays handled for the others.</summary>
    /// <param name="options">The retries.</param>
    /// <param name="methods">The methods, at least one.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">No method was given, or the options have no predicate.</exception>
    public static void DisableFor(this HttpRetryStrategyOptions options, params HttpMethod[] methods)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(methods);
        if (methods.Length == 0)
        {
            throw new ArgumentException("At least one HTTP method is needed.", nameof(methods));
        }

        var shouldHandle = options.ShouldHandle
            ?? throw new ArgumentException("The retries have no ShouldHandle predicate.", nameof(options));
        options.ShouldHandle = async args =>
        {
            var handled = await shouldHandle(args).ConfigureAwait(args.Context.ContinueOnCapturedContext);
            var request = args.Outcome.Result?.RequestMessage ?? args.Context.GetRequestMessage();
            return handled && (request is null || !methods.Contains(request.Method));
        };
    }
}
