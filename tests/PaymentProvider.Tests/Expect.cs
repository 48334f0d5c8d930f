using System.Net;
using System.Text.Json.Nodes;

namespace ReferenceShop.Tests;

/// <summary>Whole answers, compared with what was expected.</summary>
internal static class Expect
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((HttpStatusCode)status == response.StatusCode, $"Expected {status} but got {(int)response.StatusCode}: {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(body)!;
    }

    public static async Task ProblemAsync(HttpResponseMessage response, int status, string slug, string title, string detail)
    {
        var problem = await ProblemAsync(response, status);
        Assert.Equal(32, ((string?)problem["traceId"])?.Length);
        problem.AsObject().Remove("traceId");
        var expected = new JsonObject
        {
            ["type"] = $"https://referenceshop.example/problems/{slug}",
            ["title"] = title,
            ["status"] = status,
            ["detail"] = detail,
        };
        Assert.True(JsonNode.DeepEquals(expected, problem), problem.ToJsonString());
    }

    /// <summary>400 because of exactly these fields.</summary>
    public static async Task InvalidAsync(HttpResponseMessage response, params string[] fields)
    {
        var problem = await ProblemAsync(response, 400);
        Assert.NotNull(problem["traceId"]);
        Assert.Equal(fields, (problem["errors"] as JsonObject ?? []).Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    public static async Task<JsonNode> ProblemAsync(HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((HttpStatusCode)status == response.StatusCode, $"Expected {status} but got {(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(body)!;
    }

    public static async Task EventuallyAsync(Func<Task<bool>> condition, string expectation)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Not within {s_limit.TotalSeconds} s: {expectation}");
            await Task.Delay(20);
        }
    }
}
