using ReferenceShop.StoreBff.Upstream;

namespace ReferenceShop.StoreBff.Cart;

internal sealed class CartClient(HttpClient http)
{
    public async Task<BareCart> GetAsync(string buyerId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/v1/carts/{buyerId}", cancellationToken);
        return await response.ReadAsync<BareCart>(cancellationToken);
    }

    public async Task SetQuantityAsync(string buyerId, string productId, int quantity, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(
            $"/v1/carts/{buyerId}/items/{productId}", new QuantityChange { Quantity = quantity }, cancellationToken);
        await response.EnsureSuccessAsync(cancellationToken);
    }

    public async Task EmptyAsync(string buyerId, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync($"/v1/carts/{buyerId}", cancellationToken);
        await response.EnsureSuccessAsync(cancellationToken);
    }
}
