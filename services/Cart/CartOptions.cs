using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.Cart;

/// <summary>Settings of the section <c>Cart</c>.</summary>
public sealed class CartOptions
{
    public const string Section = "Cart";

    /// <summary>After so long without being looked at or changed, a cart is abandoned and goes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = "Cart:AbandonedAfter must be between one minute and a year.")]
    public TimeSpan AbandonedAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>So long an order is known as bought or refunded. It must outlast the longest redelivery, by hand included.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = "Cart:OrdersRememberedFor must be between one minute and a year.")]
    public TimeSpan OrdersRememberedFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>So long Redis may take for one call before the caller is told that carts are unavailable.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10", ErrorMessage = "Cart:RedisTimeout must be between 50 ms and 10 s.")]
    public TimeSpan RedisTimeout { get; init; } = TimeSpan.FromMilliseconds(800);
}
