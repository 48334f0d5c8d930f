using System.Net;
using System.Text.Json.Nodes;

namespace ReferenceShop.Tests.Support;

internal static class ProblemAssert
{
    /// <summary>The whole problem document is <paramref name="expected"/> plus a <c>traceId</c>, which the header names too.</summary>
    public static async Task IsProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var document = JsonNode.Parse(expected)!.AsObject();
        document["status"] = (int)status;
        document["traceId"] = response.Headers.GetValues("X-Trace-Id").Single();
        Assert.True(JsonNode.DeepEquals(document, JsonNode.Parse(body)), $"expected {document.ToJsonString()}\nbut got  {body}");
    }

    /// <summary>The document of a plain status, as the framework words it.</summary>
    public static Task IsPlainProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var (title, section) = s_plain[status];
        return response.IsProblemAsync(status, $$"""{"type":"https://tools.ietf.org/html/rfc9110#section-{{section}}","title":"{{title}}"}""");
    }

    private static readonly Dictionary<HttpStatusCode, (string Title, string Section)> s_plain = new()
    {
        [HttpStatusCode.BadRequest] = ("Bad Request", "15.5.1"),
        [HttpStatusCode.NotFound] = ("Not Found", "15.5.5"),
        [HttpStatusCode.MethodNotAllowed] = ("Method Not Allowed", "15.5.6"),
        [HttpStatusCode.RequestEntityTooLarge] = ("Content Too Large", "15.5.14"),
        [HttpStatusCode.UnsupportedMediaType] = ("Unsupported Media Type", "15.5.16"),
        [HttpStatusCode.BadGateway] = ("Bad Gateway", "15.6.3"),
        [HttpStatusCode.ServiceUnavailable] = ("Service Unavailable", "15.6.4"),
        [HttpStatusCode.GatewayTimeout] = ("Gateway Timeout", "15.6.5"),
    };
}
