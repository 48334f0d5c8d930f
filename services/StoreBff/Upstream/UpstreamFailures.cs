using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Polly;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.StoreBff.Upstream;

/// <summary>The one place where trouble with a service behind this one becomes a problem document. Addresses and exceptions stay in the log.</summary>
internal sealed class UpstreamFailures(IProblemDetailsService problems, ILogger<UpstreamFailures> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (ProblemOf(exception) is not { } problem)
        {
            return false;
        }

        if (exception is not UpstreamProblemException)
        {
            logger.UpstreamFailed(context.Request.Method, context.Request.Path, exception.Message);
        }

        var retryAfter = exception is UpstreamProblemException upstream ? upstream.RetryAfter : null;
        if (retryAfter is not null || problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = retryAfter ?? "1";
        }

        context.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = problem, Exception = exception });
    }

    private static ProblemDetails? ProblemOf(Exception exception) => exception switch
    {
        UpstreamProblemException upstream => upstream.Problem,
        HttpRequestException or ExecutionRejectedException or OperationCanceledException { InnerException: TimeoutException } => Unreachable(),
        JsonException => Failed(),
        _ => null,
    };

    public static ProblemDetails Failed() => new()
    {
        Status = StatusCodes.Status502BadGateway,
        Title = "A part of the shop failed",
        Detail = "Nothing is wrong with the request. Please try again.",
        Type = Problems.Type("upstream-failed"),
    };

    private static ProblemDetails Unreachable() => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Title = "A part of the shop is not available",
        Detail = "Please try again in a moment.",
        Type = Problems.Type("upstream-unavailable"),
    };
}
