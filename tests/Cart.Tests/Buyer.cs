using System.Net;
using System.Net.Http.Json;

namespace ReferenceShop.Cart.Tests;

/// <summary>What is done with one buyer's cart.</summary>
public sealed class Buyer(HttpClient client, string id)
{
    public string Id => id;

    public string Url => $"/v1/carts/{id}";

    public async Task<CartResponse> CartAsync() => (await client.GetFromJsonAsync<CartResponse>(Url))!;

    public Task<HttpResponseMessage> TryGetAsync() => client.GetAsync(Url);

    public Task<HttpResponseMessage> TrySetAsync(string product, int quantity) => client.PutAsJsonAsync($"{Url}/items/{product}", new { quantity });

    public async Task<CartResponse> SetAsync(string product, int quantity)
    {
        var response = await TrySetAsync(product, quantity);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<CartResponse>())!;
    }

    public async Task ClearAsync() => Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(Url)).StatusCode);

    public async Task PurchaseAsync(Guid order, Guid cart, params (string ProductId, int Quantity)[] lines)
    {
        var response = await client.PutAsJsonAsync(
            $"{Url}/purchases/{order}", new { cartId = cart, lines = lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity }) });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    public async Task RefundAsync(Guid order) => Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"{Url}/purchases/{order}")).StatusCode);

    /// <summary>Sends a body as it is.</summary>
    public Task<HttpResponseMessage> PutAsync(string path, string body, string contentType = "application/json") =>
        client.PutAsync($"{Url}/{path}", new StringContent(body, System.Text.Encoding.UTF8, contentType));
}
