using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace ReferenceShop.StoreBff.Upstream;

/// <summary>A service behind this one refused or failed; <see cref="Problem"/> is what the visitor may hear of it.</summary>
internal sealed class UpstreamProblemException(ProblemDetails problem, string? retryAfter) : Exception(problem.Title)
{
    public ProblemDetails Problem { get; } = problem;

    public string? RetryAfter { get; } = retryAfter;
}

internal static class UpstreamResponse
{
    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.EnsureSuccessAsync(cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken) ?? throw new JsonException("The answer is null.");
    }

    public static async Task EnsureSuccessAsync(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new UpstreamProblemException(await ProblemOfAsync(response, cancellationToken), response.Headers.RetryAfter?.ToString());
        }
    }

    // These statuses mean the same to a visitor as to this service. Any other one says that the shop, not the visitor, did something wrong.
    private static bool IsForVisitors(HttpStatusCode status) => (int)status is 400 or 402 or 404 or 409 or 422 or 429 or 502 or 503 or 504;

    private static async Task<ProblemDetails> ProblemOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!IsForVisitors(response.StatusCode))
        {
            return UpstreamFailures.Failed();
        }

        var problem = await ReadProblemAsync(response, cancellationToken);
        problem.Status = (int)response.StatusCode;
        problem.Instance = null;
        problem.Extensions.Remove("traceId");
        return problem;
    }

    private static async Task<ProblemDetails> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return new();
        }

        try
        {
            return await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }
}
