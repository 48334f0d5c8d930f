namespace ReferenceShop.Orchestration.Clients;

internal sealed record ProductInfo(string Id, string Name, string ImageUrl, Money Price);

public sealed record Money(long Amount, string Currency);

internal sealed class ProductsClient(HttpClient http)
{
    /// <summary>Those of the products that exist.</summary>
    public async Task<IReadOnlyDictionary<string, ProductInfo>> GetAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var query = string.Join('&', ids.Select(id => $"ids={Uri.EscapeDataString(id)}"));
        var products = query.Length == 0 ? [] : await http.GetFromJsonAsync<ProductInfo[]>($"v1/products/batch?{query}", cancellationToken) ?? [];
        return products.ToDictionary(product => product.Id);
    }

    /// <summary>Takes the stock of all lines or of none, once per order.</summary>
    public async Task<Reply> TakeStockAsync(Guid orderId, IReadOnlyList<CartLine> lines, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync($"v1/stock/takes/{orderId}", new { lines }, cancellationToken);
        return await Reply.ReadAsync(response, cancellationToken);
    }
}
