using System.Net;
using ReferenceShop.ServiceDefaults;
using ReferenceShop.StoreBff.Upstream;

namespace ReferenceShop.StoreBff.Checkout;

/// <summary>One conductor, Orchestration, reads the cart and calls each service in turn.</summary>
internal sealed class OrchestratedCheckout(HttpClient http)
{
    public async Task<PurchaseAnswer> BuyAsync(string buyerId, string idempotencyKey, string paymentToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/checkouts")
        {
            Headers = { { BuyerHeader.Name, buyerId }, { IdempotencyKey.Header, idempotencyKey } },
            Content = JsonContent.Create(new { paymentToken }),
        };
        using var response = await http.SendAsync(request, cancellationToken);
        return new(await response.ReadAsync<Purchase>(cancellationToken), response.StatusCode == HttpStatusCode.Accepted);
    }
}
