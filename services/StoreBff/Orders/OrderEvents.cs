using Microsoft.Net.Http.Headers;
using ReferenceShop.ServiceDefaults;
using ReferenceShop.StoreBff.Upstream;

namespace ReferenceShop.StoreBff.Orders;

/// <summary>An order's life as Server-Sent Events, handed through from Checkout byte by byte as they come.</summary>
internal sealed class OrderEvents(HttpClient http)
{
    public async Task CopyToAsync(HttpResponse browser, string buyerId, Guid orderId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/orders/{orderId}/events")
        {
            Headers = { { BuyerHeader.Name, buyerId }, { HeaderNames.Accept, "text/event-stream" } },
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await response.EnsureSuccessAsync(cancellationToken);

        browser.ContentType = "text/event-stream";
        // The browser is to know now that it is connected; the first event may be long in coming.
        await browser.Body.FlushAsync(cancellationToken);
        try
        {
            await using var events = await response.Content.ReadAsStreamAsync(cancellationToken);
            await events.CopyToAsync(browser.Body, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The browser left, this instance stops, or Checkout's did. An EventSource that is still there opens the next stream by itself.
        }
    }
}

internal static class OrderEventsRegistration
{
    public static void AddOrderEvents(this IServiceCollection services)
    {
        var http = services.AddHttpClient<OrderEvents>(http =>
        {
            http.BaseAddress = new("http://checkout");
            // Until the headers are there; the stream itself may last.
            http.Timeout = TimeSpan.FromSeconds(5);
        });
#pragma warning disable EXTEXP0001 // a stream outlives every time limit of the default handler
        http.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }
}
