using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// The server side of gRPC over HTTP/2, as far as the dashboard needs it: one request message, then one or many response messages, then the status in the
/// trailers. The caller must know <paramref name="apiKey"/>.
/// </summary>
internal sealed class GrpcEndpoints(IEndpointRouteBuilder routes, string service, string apiKey, ILogger logger, CancellationToken stopping)
{
    private readonly byte[] _apiKey = Encoding.UTF8.GetBytes(apiKey);

    public void MapUnary<TRequest, TResponse>(string method, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage
        => Map(method, parser, async (request, write, cancellationToken) => await write(await handle(request, cancellationToken)));

    public void MapStream<TRequest, TResponse>(string method, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, IAsyncEnumerable<TResponse>> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage
        => Map(method, parser, async (request, write, cancellationToken) =>
        {
            await foreach (var response in handle(request, cancellationToken).WithCancellation(cancellationToken))
            {
                await write(response);
            }
        });

    /// <summary>A stream in which this side never has anything to say. It stays open for as long as the caller wants.</summary>
    public void MapSilent(string method) => MapCall(method, async (context, cancellationToken) =>
    {
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    });

    private void Map<TRequest>(string method, MessageParser<TRequest> parser, Func<TRequest, Func<IMessage, Task>, CancellationToken, Task> handle)
        where TRequest : class, IMessage<TRequest>
        => MapCall(method, async (context, cancellationToken) =>
        {
            var request = await GrpcFraming.ReadAsync(context.Request.BodyReader, parser, cancellationToken)
                ?? throw new GrpcException(GrpcStatus.Internal, "The request has no message.");

            // The headers go out before the first message: a watcher knows that it is connected even while there is nothing to tell.
            await context.Response.BodyWriter.FlushAsync(cancellationToken);
            await handle(request, message => GrpcFraming.WriteAsync(context.Response.BodyWriter, message, cancellationToken), cancellationToken);
        });

    private void MapCall(string method, Func<HttpContext, CancellationToken, Task> call) => routes.MapPost($"/{service}/{method}", async (HttpContext context) =>
    {
        context.Response.ContentType = "application/grpc";
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null; // a quiet stream is not a slow attacker
        }

        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var (status, message) = await RunAsync(method, () => Authorized(context) ? call(context, cancellation.Token) : throw Refused(), cancellation.Token);
        context.Response.AppendTrailer("grpc-status", ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (message is not null)
        {
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        }
    });

    private async Task<(GrpcStatus Status, string? Message)> RunAsync(string method, Func<Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await call();
            return (GrpcStatus.Ok, null);
        }
        catch (GrpcException exception)
        {
            return (exception.Status, exception.Message);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return (GrpcStatus.Ok, null);
        }
        catch (Exception exception)
        {
            DashboardServiceLog.CallFailed(logger, method, exception);
            return (GrpcStatus.Internal, exception.Message);
        }
    }

    private bool Authorized(HttpContext context)
        => context.Request.Headers["x-resource-service-api-key"] is [{ } given]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _apiKey);

    private static GrpcException Refused() => new(GrpcStatus.Unauthenticated, "The API key of the resource service is missing or wrong.");
}
