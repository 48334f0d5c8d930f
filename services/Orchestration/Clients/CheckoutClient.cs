using System.Net;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Orchestration.Clients;

/// <summary>Payments, refunds and orders. Each call is safe to repeat: by its key, or because it names the state that it wants.</summary>
internal sealed class CheckoutClient(HttpClient http)
{
    public async Task<Reply> PayAsync(
        string buyerId, string key, string paymentToken, Guid cartId, IReadOnlyList<CartLine> lines, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/payments")
        {
            Content = JsonContent.Create(new { style = "orchestrated", cart = new { id = cartId, lines }, paymentToken }),
        };
        request.Headers.Add(BuyerHeader.Name, buyerId);
        request.Headers.Add(IdempotencyKey.Header, key);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>The order's status, such as <c>Paid</c>, or null when Checkout does not know the order.</summary>
    public async Task<string?> GetStatusAsync(string buyerId, Guid orderId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/orders/{orderId}");
        request.Headers.Add(BuyerHeader.Name, buyerId);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<OrderStatus>(cancellationToken))?.Status;
    }

    public Task<Reply> CompleteAsync(Guid orderId, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, $"v1/orders/{orderId}/completion"), cancellationToken);

    public Task<Reply> RefundAsync(Guid orderId, string reason, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"v1/orders/{orderId}/refund") { Content = JsonContent.Create(new { reason }) },
            cancellationToken);

    private async Task<Reply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        using var response = await http.SendAsync(sent, cancellationToken);
        return await Reply.ReadAsync(response, cancellationToken);
    }

    private sealed record OrderStatus(string Status);
}
