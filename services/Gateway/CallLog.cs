using System.Diagnostics;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ReferenceShop.Gateway;

/// <summary>One line per call: what was asked, who answered, how, how long it took, and where the rest of the story is.</summary>
internal sealed class CallLog(RequestDelegate next, TimeProvider clock, ILogger<CallLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (IsProbe(context.Request.Path))
        {
            await next(context);
            return;
        }

        var start = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Write(context, clock.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private static bool IsProbe(PathString path) => path == "/health" || path == "/alive";

    private void Write(HttpContext context, double milliseconds)
    {
        var proxy = context.Features.Get<IReverseProxyFeature>();
        var route = proxy?.Route.Config.RouteId ?? "-";
        var upstream = proxy?.ProxiedDestination?.Model.Config.Address ?? "-";
        // Escaped, so that a client cannot write lines of its own; without the query, which may hold what people typed.
        var path = context.Request.Path.ToUriComponent();
        var traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

        if (context.Features.Get<IForwarderErrorFeature>() is { Error: var error } && !context.RequestAborted.IsCancellationRequested)
        {
            logger.CallFailed(context.Request.Method, path, route, upstream, context.Response.StatusCode, milliseconds, traceId, error);
        }
        else
        {
            logger.Call(context.Request.Method, path, route, upstream, context.Response.StatusCode, milliseconds, traceId);
        }
    }
}
