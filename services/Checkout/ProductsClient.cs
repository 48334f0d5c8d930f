using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Checkout;

internal sealed record ProductInfo(string Id, string Name, Money Price);

/// <summary>The catalogue: the only place where prices come from.</summary>
internal sealed class ProductsClient(HttpClient http)
{
    /// <summary>Those of the products that exist.</summary>
    public async Task<IReadOnlyDictionary<string, ProductInfo>> GetAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var query = string.Join('&', ids.Select(id => $"ids={Uri.EscapeDataString(id)}"));
        var products = await http.GetFromJsonAsync<IReadOnlyList<ProductInfo>>($"v1/products/batch?{query}", cancellationToken) ?? [];
        return products.ToDictionary(product => product.Id);
    }
}
