using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ReferenceShop.ServiceDefaults.Telemetry;

/// <summary>
/// Every response says who produced it and in which trace: <c>X-Served-By</c> and <c>X-Trace-Id</c>. A proxy keeps what the service behind it said.
/// A startup filter, so that it wraps everything else and no service has to remember it.
/// </summary>
internal sealed class InstanceHeaders(ServiceInstance instance) : IStartupFilter
{
    private readonly string _servedBy = instance.ToString();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, proceed) =>
        {
            context.Response.OnStarting(WriteHeaders, context);
            return proceed(context);
        });
        next(app);
    };

    private Task WriteHeaders(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.TryAdd("X-Served-By", _servedBy);
        if (Activity.Current is { } activity)
        {
            headers.TryAdd("X-Trace-Id", activity.TraceId.ToHexString());
        }

        return Task.CompletedTask;
    }
}
