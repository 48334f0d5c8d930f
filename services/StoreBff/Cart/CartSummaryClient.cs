using ReferenceShop.StoreBff.Upstream;

namespace ReferenceShop.StoreBff.Cart;

internal sealed class CartSummaryClient(HttpClient http)
{
    public async Task<CartSummary> GetAsync(string buyerId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/v1/cart-summaries/{buyerId}", cancellationToken);
        return await response.ReadAsync<CartSummary>(cancellationToken);
    }
}
