using System.Net;
using ReferenceShop.ServiceDefaults;
using ReferenceShop.StoreBff.Cart;
using ReferenceShop.StoreBff.Upstream;

namespace ReferenceShop.StoreBff.Checkout;

/// <summary>Checkout takes the money and says so; the services that care react by themselves.</summary>
internal sealed class ChoreographedCheckout(HttpClient http, CartClient carts)
{
    public async Task<PurchaseAnswer> BuyAsync(string buyerId, string idempotencyKey, string paymentToken, CancellationToken cancellationToken)
    {
        // After a first success the cart is another one, but Checkout looks the key up before it looks at the cart.
        var cart = await carts.GetAsync(buyerId, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments")
        {
            Headers = { { BuyerHeader.Name, buyerId }, { IdempotencyKey.Header, idempotencyKey } },
            Content = JsonContent.Create(new { style = CheckoutStyle.Choreographed, cart, paymentToken }),
        };
        using var response = await http.SendAsync(request, cancellationToken);
        return new(await response.ReadAsync<Purchase>(cancellationToken), response.StatusCode == HttpStatusCode.Accepted);
    }
}
