using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ReferenceShop.Checkout.Orders;

/// <summary>
/// An order as Server-Sent Events: its state now and after each change, until it is over. Written by hand because the framework's result
/// cannot send the comments that keep an idle connection open through proxies.
/// </summary>
internal sealed class OrderEventStream(Order first, string buyerId, Watch watch) : IResult, IEndpointMetadataProvider
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (watch)
        {
            var services = httpContext.RequestServices;
            var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
            httpContext.Response.ContentType = "text/event-stream";
            httpContext.Response.Headers.CacheControl = "no-cache";
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            try
            {
                await WriteAsync(httpContext.Response, services, end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
            }
        }
    }

    private async Task WriteAsync(HttpResponse response, IServiceProvider services, CancellationToken cancellationToken)
    {
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var book = services.GetRequiredService<OrderBook>();
        var order = first;
        var written = 0;
        while (true)
        {
            await response.WriteAsync(
                order.Version == written ? ": still here\n\n" : $"event: order\ndata: {JsonSerializer.Serialize(OrderResponse.From(order), json)}\n\n",
                cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            written = order.Version;
            if (order.IsOver)
            {
                return;
            }

            // Looks again after a heartbeat too, in case an announcement was lost with its connection.
            await watch.WaitAsync(s_heartbeat, cancellationToken);
            order = await book.FindAsync(order.Id, buyerId, cancellationToken) ?? order;
        }
    }

    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(OrderResponse), ["text/event-stream"]));
}
