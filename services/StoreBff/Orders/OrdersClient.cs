using ReferenceShop.ServiceDefaults;
using ReferenceShop.StoreBff.Upstream;

namespace ReferenceShop.StoreBff.Orders;

internal sealed class OrdersClient(HttpClient http)
{
    public Task<OrderPage> ListAsync(string buyerId, int page, int pageSize, CancellationToken cancellationToken)
        => GetAsync<OrderPage>(buyerId, $"/v1/orders?page={page}&pageSize={pageSize}", cancellationToken);

    public Task<Order> GetAsync(string buyerId, Guid orderId, CancellationToken cancellationToken)
        => GetAsync<Order>(buyerId, $"/v1/orders/{orderId}", cancellationToken);

    private async Task<T> GetAsync<T>(string buyerId, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { BuyerHeader.Name, buyerId } } };
        using var response = await http.SendAsync(request, cancellationToken);
        return await response.ReadAsync<T>(cancellationToken);
    }
}
