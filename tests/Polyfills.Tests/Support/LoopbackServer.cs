using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.Polyfills.Tests.Support;

/// <summary>A real HTTP server on a free port that remembers what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = [];

    private LoopbackServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Method and URL of every request, in the order of their arrival.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <param name="answer">Answers the n-th request, counted from 1.</param>
    public static async Task<LoopbackServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LoopbackServer(builder.Build());
        var count = 0;
        server._app.Run(context =>
        {
            server._requests.Enqueue($"{context.Request.Method} {context.Request.GetEncodedUrl()}");
            return answer(context, Interlocked.Increment(ref count));
        });
        await server._app.StartAsync();
        return server;
    }

    public static Task<LoopbackServer> StartAsync(string name) => StartAsync((context, _) => context.Response.WriteAsync(name));

    /// <summary>Answers with these statuses in turn, then with the last one for ever.</summary>
    public static Task<LoopbackServer> StartAsync(params int[] statuses) => StartAsync((context, number) =>
    {
        context.Response.StatusCode = statuses[Math.Min(number, statuses.Length) - 1];
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
