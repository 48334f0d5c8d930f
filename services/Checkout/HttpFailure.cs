using System.Text.Json;
using Polly;

namespace ReferenceShop.Checkout;

internal static class HttpFailure
{
    /// <summary>No connection, cut off, out of time, refused by the breaker, or nothing that can be read: the other side did not answer.</summary>
    public static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or JsonException or ExecutionRejectedException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
