using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.Tests.Support;

/// <summary>A real server on a free port that stands for a service: it answers what a test tells it to, and remembers what it was asked.</summary>
internal sealed class UpstreamStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new();
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private RequestDelegate _otherwise = context => WriteAsync(context, StatusCodes.Status418ImATeapot, "this call was not expected", "text/plain");

    private UpstreamStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Address => _app.Urls.Single();

    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    public static async Task<UpstreamStub> StartAsync()
    {
        var stub = new UpstreamStub();
        await stub._app.StartAsync();
        return stub;
    }

    /// <param name="call">Method, path and query, e.g. <c>GET /v1/products?page=1</c>.</param>
    /// <param name="answer">What to do when it comes.</param>
    public void On(string call, RequestDelegate answer) => _answers[call] = answer;

    public void On(string call, int status, string json = "", string contentType = "application/json")
        => On(call, context => WriteAsync(context, status, json, contentType));

    /// <summary>Answers whatever has no answer of its own.</summary>
    public void OnAny(int status, string json) => _otherwise = context => WriteAsync(context, status, json, "application/json");

    public void OnProblem(string call, int status, string json, string? retryAfter = null) => On(call, context =>
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return WriteAsync(context, status, json, "application/problem+json");
    });

    /// <summary>From now on the address refuses connections.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var call = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        using var body = new StreamReader(context.Request.Body);
        _calls.Enqueue(new(call, await body.ReadToEndAsync(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));

        await _answers.GetValueOrDefault(call, _otherwise)(context);
    }

    private static async Task WriteAsync(HttpContext context, int status, string body, string contentType)
    {
        context.Response.StatusCode = status;
        if (body.Length > 0)
        {
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
        }
    }
}

internal sealed record ReceivedCall(string Call, string Body, IReadOnlyDictionary<string, string> Headers);
