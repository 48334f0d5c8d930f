using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Polly;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Orchestration.Clients;

/// <summary>What another service answered, good or bad, kept as it came so that it can be passed on.</summary>
internal sealed record Reply(int Status, string Body, string? ProblemType)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Asking again would bring the same answer.</summary>
    public bool IsFinal => Status is >= 400 and < 500 and not StatusCodes.Status408RequestTimeout and not StatusCodes.Status429TooManyRequests;

    public bool Is(string slug) => ProblemType == Problems.Type(slug);

    public static async Task<Reply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonSerializer.Deserialize<ProblemDetails>(body, JsonSerializerOptions.Web)?.Type
            : null;
        return new((int)response.StatusCode, body, type);
    }

    /// <summary>No connection, cut off, out of time, refused by the breaker, or nothing that can be read: the other side did not answer.</summary>
    public static bool IsMissing(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or JsonException or ExecutionRejectedException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
