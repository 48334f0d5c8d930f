using System.Net;
using System.Text.Json;

namespace ReferenceShop.Testing;

/// <summary>Checks a whole problem document (RFC 9457).</summary>
public static class ProblemAssertions
{
    /// <returns>The document, for what is special about it.</returns>
    public static async Task<JsonElement> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string title, string? type = null, string? detail = null)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var problem = document.RootElement.Clone();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        if (type is null)
        {
            Assert.StartsWith("https://tools.ietf.org/html/rfc9110", problem.GetProperty("type").GetString());
        }
        else
        {
            Assert.Equal($"https://referenceshop.example/problems/{type}", problem.GetProperty("type").GetString());
        }

        Assert.Equal(detail, problem.TryGetProperty("detail", out var text) ? text.GetString() : null);
        return problem;
    }

    /// <summary>A 400 that names exactly these fields.</summary>
    public static async Task AssertInvalidAsync(this HttpResponseMessage response, params string[] fields)
    {
        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "One or more validation errors occurred.");
        Assert.Equal(fields.Order(), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }
}
