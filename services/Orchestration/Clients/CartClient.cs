namespace ReferenceShop.Orchestration.Clients;

internal sealed record CartContent(Guid Id, long Version, IReadOnlyList<CartLine> Lines);

internal sealed record CartLine(string ProductId, int Quantity);

internal sealed class CartClient(HttpClient http)
{
    public async Task<CartContent> GetAsync(string buyerId, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<CartContent>($"v1/carts/{buyerId}", cancellationToken)
        ?? throw new HttpRequestException("The cart service answered nothing.");

    /// <summary>Takes what was bought out of the cart, once per order.</summary>
    public async Task<Reply> PurchaseAsync(
        string buyerId, Guid orderId, Guid cartId, IReadOnlyList<CartLine> lines, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(PurchaseOf(buyerId, orderId), new { cartId, lines }, cancellationToken);
        return await Reply.ReadAsync(response, cancellationToken);
    }

    /// <summary>Puts back what an order took out, once; if it took nothing out yet, it never will.</summary>
    public async Task<Reply> RestoreAsync(string buyerId, Guid orderId, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(PurchaseOf(buyerId, orderId), cancellationToken);
        return await Reply.ReadAsync(response, cancellationToken);
    }

    private static string PurchaseOf(string buyerId, Guid orderId) => $"v1/carts/{buyerId}/purchases/{orderId}";
}
