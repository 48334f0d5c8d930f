using ReferenceShop.Testing;

namespace ReferenceShop.Polyfills.Tests.Redis;

public sealed class RedisServers() : ShopServers(redis: true)
{
    /// <summary>Nobody listens there.</summary>
    public const string Nowhere = "127.0.0.1:1,connectTimeout=200,connectRetry=1";
}
