using ReferenceShop.PaymentProvider.Tests;
using ReferenceShop.Testing;

[assembly: AssemblyFixture(typeof(Servers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ReferenceShop.PaymentProvider.Tests;

/// <summary>One PostgreSQL for all tests here; each bank has a database of its own.</summary>
public sealed class Servers() : ShopServers(postgres: true);
