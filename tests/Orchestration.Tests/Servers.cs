using ReferenceShop.Orchestration.Tests;
using ReferenceShop.Testing;

[assembly: AssemblyFixture(typeof(Servers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ReferenceShop.Orchestration.Tests;

/// <summary>One PostgreSQL for all tests here; each test class has a database of its own.</summary>
public sealed class Servers() : ShopServers(postgres: true);
