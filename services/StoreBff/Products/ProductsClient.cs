using Microsoft.AspNetCore.Http.Extensions;
using ReferenceShop.StoreBff.Upstream;

namespace ReferenceShop.StoreBff.Products;

internal sealed class ProductsClient(HttpClient http)
{
    public async Task<ProductPage> ListAsync(string? q, string? category, int page, int pageSize, CancellationToken cancellationToken)
    {
        var query = new QueryBuilder { { "page", $"{page}" }, { "pageSize", $"{pageSize}" } };
        if (!string.IsNullOrEmpty(q))
        {
            query.Add("q", q);
        }

        if (!string.IsNullOrEmpty(category))
        {
            query.Add("category", category);
        }

        using var response = await http.GetAsync($"/v1/products{query}", cancellationToken);
        return await response.ReadAsync<ProductPage>(cancellationToken);
    }

    public async Task<Product> GetAsync(string productId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/v1/products/{productId}", cancellationToken);
        return await response.ReadAsync<Product>(cancellationToken);
    }

    public async Task<IReadOnlyList<Category>> ListCategoriesAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync("/v1/categories", cancellationToken);
        return await response.ReadAsync<IReadOnlyList<Category>>(cancellationToken);
    }
}
