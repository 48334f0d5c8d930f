using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.ServiceDefaults;

/// <summary>A database that is away or overrun is nobody's mistake and soon over: 503 and when to come back, instead of 500.</summary>
internal sealed partial class DatabaseUnavailable(IProblemDetailsService problems, ILogger<DatabaseUnavailable> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Cause(exception) is not { } cause)
        {
            return false;
        }

        LogUnavailable(cause.Message);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "1";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Type = Problems.Type("database-unavailable"),
                Title = "The service cannot reach its data right now.",
                Status = StatusCodes.Status503ServiceUnavailable,
            },
        });
    }

    // Entity Framework wraps what the driver throws, once or twice.
    private static DbException? Cause(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DbException { IsTransient: true } cause)
            {
                return cause;
            }
        }

        return null;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The database is not available: {Reason}")]
    private partial void LogUnavailable(string reason);
}
