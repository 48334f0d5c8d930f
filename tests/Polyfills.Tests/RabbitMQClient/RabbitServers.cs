using ReferenceShop.Testing;

namespace ReferenceShop.Polyfills.Tests.RabbitMQClient;

public sealed class RabbitServers() : ShopServers(rabbit: true)
{
    /// <summary>Nobody listens there.</summary>
    public const string Nowhere = "amqp://127.0.0.1:1";
}
