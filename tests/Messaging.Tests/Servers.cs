using ReferenceShop.Messaging.Tests;
using ReferenceShop.Testing;

[assembly: AssemblyFixture(typeof(Servers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ReferenceShop.Messaging.Tests;

/// <summary>One PostgreSQL and one RabbitMQ for all tests here. Tests keep apart by names of their own for services and databases.</summary>
public sealed class Servers() : ShopServers(postgres: true, rabbit: true);
