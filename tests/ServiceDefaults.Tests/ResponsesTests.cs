using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ReferenceShop.ServiceDefaults.Tests;

public class ResponsesTests
{
    [Fact]
    public async Task Every_response_names_the_instance_and_the_trace()
    {
        await using var service = await SampleService.StartAsync(app => app.MapGet("/hello", () => "hello"), new()
        {
            ["OTEL_SERVICE_NAME"] = "sample",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment=test,service.instance.id=3f2a",
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await service.Client.SendAsync(request);

        Assert.Equal("sample/3f2a", response.Headers.GetValues("X-Served-By").Single());
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", response.Headers.GetValues("X-Trace-Id").Single());
    }

    [Fact]
    public async Task What_a_service_behind_says_of_itself_is_kept()
    {
        await using var service = await SampleService.StartAsync(app => app.MapGet("/proxied", (HttpResponse response) =>
        {
            response.Headers["X-Served-By"] = "products/1";
            return "hello";
        }));

        using var response = await service.Client.GetAsync("/proxied");

        Assert.Equal("products/1", response.Headers.GetValues("X-Served-By").Single());
    }

    [Theory]
    [InlineData("GET", "/nowhere", null, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/echo", null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/echo", "{", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/echo", """{"quantity":"many"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/fail", null, HttpStatusCode.InternalServerError)]
    public async Task Every_error_is_a_problem_document_with_the_trace_id(string method, string path, string? body, HttpStatusCode status)
    {
        await using var service = await StartEchoAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await service.Client.SendAsync(request);

        await AssertProblemAsync(response, status);
    }

    [Fact]
    public async Task A_browser_gets_a_problem_document_too()
    {
        await using var service = await StartEchoAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var response = await service.Client.SendAsync(request);

        await AssertProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_refused()
    {
        await using var service = await StartEchoAsync();

        using var response = await service.Client.PostAsJsonAsync("/echo", new { quantity = 1, padding = new string('x', 70_000) });

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task An_unhandled_error_tells_nothing_of_its_inside()
    {
        await using var service = await StartEchoAsync();

        using var response = await service.Client.PostAsync("/fail", null);

        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    private static Task<SampleService> StartEchoAsync() => SampleService.StartAsync(app =>
    {
        app.MapPost("/echo", (Echo echo) => echo);
        app.MapPost("/fail", string () => throw new InvalidOperationException("a secret of the inside"));
    });

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Equal(response.Headers.GetValues("X-Trace-Id").Single(), problem.GetProperty("traceId").GetString());
    }

    private sealed record Echo(int Quantity);
}
