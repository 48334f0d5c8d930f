using Microsoft.AspNetCore.Diagnostics;
using ReferenceShop.ServiceDefaults;
using StackExchange.Redis;

namespace ReferenceShop.Cart;

/// <summary>Answers 503 when Redis is away, stalled, starting or out of room. Every call may be repeated: none of them adds up.</summary>
internal sealed class RedisUnavailable(IProblemDetailsService problems, ILogger<RedisUnavailable> logger) : IExceptionHandler
{
    private static readonly string[] s_passing = ["LOADING", "BUSY", "MASTERDOWN", "READONLY", "MISCONF", "OOM", "CLUSTERDOWN"];

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!Explains(exception))
        {
            return false;
        }

        Log.RedisUnavailable(logger, exception.Message);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "1";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "Carts are unavailable",
                Detail = "The store of the carts does not answer. Nothing is lost; try again in a moment.",
                Type = Problems.Type("carts-unavailable"),
            },
        });
    }

    /// <summary>Whether it is the store that failed, and not the call.</summary>
    public static bool Explains(Exception exception) => exception switch
    {
        RedisServerException answer => s_passing.Any(code => answer.Message.StartsWith(code, StringComparison.Ordinal)),
        RedisException or TimeoutException => true,
        _ => false,
    };
}
