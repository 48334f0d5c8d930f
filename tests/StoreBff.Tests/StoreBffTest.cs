using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace ReferenceShop.StoreBff.Tests;

/// <summary>Gives every test its own BFF and its own services behind it.</summary>
public abstract class StoreBffTest : IAsyncLifetime
{
    protected StoreBffApplication Bff { get; } = new();

    public ValueTask InitializeAsync() => Bff.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Bff.DisposeAsync();
    }

    protected static StringContent Json(string json) => new(json, Encoding.UTF8, MediaTypeNames.Application.Json);

    protected static async Task IsJsonAsync(HttpResponseMessage response, string expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(body)), $"expected {expected}\nbut got  {body}");
    }

    protected const string Kettle = """
        {"id":"kettle","name":"Kettle","description":"Whistles.","imageUrl":"/images/kettle.svg","category":"Kitchen","price":{"amount":4900,"currency":"EUR"},"stock":7}
        """;

    protected const string EmptyCart = """
        {"id":"0b6b2d1e-4c55-4a7e-9a0e-2a53c2f1d001","version":0,"lines":[],"total":{"amount":0,"currency":"EUR"}}
        """;

    protected const string CartWithTwoKettles = """
        {"id":"0b6b2d1e-4c55-4a7e-9a0e-2a53c2f1d001","version":1,
         "lines":[{"productId":"kettle","name":"Kettle","imageUrl":"/images/kettle.svg","quantity":2,"unitPrice":{"amount":4900,"currency":"EUR"},"lineTotal":{"amount":9800,"currency":"EUR"}}],
         "total":{"amount":9800,"currency":"EUR"}}
        """;

    protected const string NotFoundProblem = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404,"traceId":"from-upstream"}""";
}
