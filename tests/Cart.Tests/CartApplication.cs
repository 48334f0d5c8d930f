using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using ReferenceShop.Cart.Tests;
using ReferenceShop.Testing;
using StackExchange.Redis;

[assembly: AssemblyFixture(typeof(CartApplication))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ReferenceShop.Cart.Tests;

/// <summary>The service on real servers. Tests keep apart by buyers of their own.</summary>
public sealed class CartApplication : IAsyncLifetime
{
    private ShopServers _servers = null!;
    private Instance _service = null!;
    private HttpClient _client = null!;

    public TestBroker Broker { get; private set; } = null!;

    /// <summary>A look behind the service's back.</summary>
    public ConnectionMultiplexer Redis { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await ShopServers.StartAsync(redis: true, rabbit: true);
        Broker = await TestBroker.ConnectAsync(_servers.RabbitConnectionString, hears: "cart");
        Redis = await ConnectionMultiplexer.ConnectAsync(_servers.RedisConnectionString);
        _service = InstanceOn(_servers.RedisConnectionString);
        _client = _service.CreateClient();
    }

    public Buyer NewBuyer() => new(_client, $"buyer-{Guid.NewGuid():N}");

    public Buyer Buyer(string id) => new(_client, id);

    public Task<JsonElement> DescriptionAsync() => _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

    /// <summary>Another instance, on any Redis, started by its first use.</summary>
    public Instance InstanceOn(string redis) => new(redis, _servers.RabbitConnectionString);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await Broker.DisposeAsync();
        Redis.Dispose();
        await _servers.DisposeAsync();
    }

    public sealed class Instance(string redis, string broker) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseSetting("ConnectionStrings:redis", redis)
            .UseSetting("ConnectionStrings:messaging", broker);
    }
}
