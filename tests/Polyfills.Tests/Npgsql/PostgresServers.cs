using ReferenceShop.Testing;

namespace ReferenceShop.Polyfills.Tests.Npgsql;

public sealed class PostgresServers() : ShopServers(postgres: true)
{
    /// <summary>Nobody listens there.</summary>
    public const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1";
}
