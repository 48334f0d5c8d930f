using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ReferenceShop.Cart;

/// <summary>Carts in Redis: one hash per buyer, one small hash per bought or refunded order, one script per operation.</summary>
public sealed class CartStore(IConnectionMultiplexer redis, IOptions<CartOptions> options)
{
    public async Task<CartResponse> GetAsync(string buyerId, CancellationToken cancellationToken) =>
        ToCart(await RunAsync(CartScript.Read, [CartKey(buyerId)], [], cancellationToken));

    /// <returns>The changed cart, or <see langword="null"/> when it is full and the product is not in it.</returns>
    public async Task<CartResponse?> SetItemAsync(string buyerId, string productId, int quantity, CancellationToken cancellationToken)
    {
        var result = await RunAsync(CartScript.SetItem, [CartKey(buyerId)], [productId, quantity], cancellationToken);
        return result.IsNull ? null : ToCart(result);
    }

    public Task ClearAsync(string buyerId, CancellationToken cancellationToken) =>
        RunAsync(CartScript.Clear, [CartKey(buyerId)], [], cancellationToken);

    /// <summary>Takes what was bought out of the cart with this id, once per order, and gives the cart a new id.</summary>
    /// <returns>Whether this was news.</returns>
    public async Task<bool> PurchaseAsync(string buyerId, Guid orderId, Guid cartId, IEnumerable<CartLine> lines, CancellationToken cancellationToken)
    {
        var bought = lines.GroupBy(line => line.ProductId, line => line.Quantity)
            .SelectMany(group => new RedisValue[] { group.Key, group.Sum() });
        RedisValue[] values = [Seconds(options.Value.OrdersRememberedFor), Text(cartId), .. bought];
        return (bool)await RunAsync(CartScript.Purchase, [CartKey(buyerId), OrderKey(buyerId, orderId)], values, cancellationToken);
    }

    /// <summary>Puts the lines of a purchase back, once per order; a purchase that is heard of later does nothing.</summary>
    /// <returns>Whether this was news.</returns>
    public async Task<bool> RefundAsync(string buyerId, Guid orderId, CancellationToken cancellationToken)
    {
        RedisValue[] values = [Seconds(options.Value.OrdersRememberedFor), CartRules.MaxQuantity];
        return (bool)await RunAsync(CartScript.Refund, [CartKey(buyerId), OrderKey(buyerId, orderId)], values, cancellationToken);
    }

    private Task<RedisResult> RunAsync(CartScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        RedisValue[] all = [Seconds(options.Value.AbandonedAfter), Text(Guid.CreateVersion7()), CartRules.MaxLines, .. values];
        return script.RunAsync(redis.GetDatabase(), keys, all).WaitAsync(options.Value.RedisTimeout, cancellationToken);
    }

    // The braces keep what belongs to one buyer on one node of a cluster.
    private static RedisKey CartKey(string buyerId) => $"cart:{{{buyerId}}}";

    private static RedisKey OrderKey(string buyerId, Guid orderId) => $"cart:{{{buyerId}}}:order:{orderId:N}";

    private static string Text(Guid id) => id.ToString("D");

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;

    private static CartResponse ToCart(RedisResult result)
    {
        var parts = (string?[]?)result ?? [];
        var lines = new List<CartLine>((parts.Length - 2) / 2);
        for (var i = 2; i < parts.Length; i += 2)
        {
            lines.Add(new CartLine(parts[i]!, int.Parse(parts[i + 1]!, CultureInfo.InvariantCulture)));
        }

        return new CartResponse(Guid.Parse(parts[0]!), long.Parse(parts[1]!, CultureInfo.InvariantCulture), lines);
    }
}
