using ReferenceShop.Checkout.Tests;
using ReferenceShop.Testing;

[assembly: AssemblyFixture(typeof(Servers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ReferenceShop.Checkout.Tests;

/// <summary>One PostgreSQL and one RabbitMQ for all tests here; each shop has databases and queues of its own.</summary>
public sealed class Servers() : ShopServers(postgres: true, rabbit: true);
