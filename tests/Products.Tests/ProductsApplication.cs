using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.Products.Data;
using ReferenceShop.Products.Tests;
using ReferenceShop.Testing;

[assembly: AssemblyFixture(typeof(ProductsApplication))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ReferenceShop.Products.Tests;

/// <summary>The service on real servers and a database of its own. Tests keep apart by adding products of their own.</summary>
public sealed class ProductsApplication : IAsyncLifetime
{
    private ShopServers _servers = null!;
    private Instance _service = null!;
    private string _database = "";

    public HttpClient Client { get; private set; } = null!;

    public TestBroker Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await ShopServers.StartAsync(postgres: true, rabbit: true);
        Broker = await TestBroker.ConnectAsync(_servers.RabbitConnectionString, hears: "products");
        _database = await NewDatabaseAsync();
        _service = Replica(_database);
        Client = _service.CreateClient();
    }

    public Task<string> NewDatabaseAsync() => _servers.CreateDatabaseAsync("productsdb");

    /// <summary>Another instance of the service, started by its first use.</summary>
    public Instance Replica(string database) => new(database, _servers.RabbitConnectionString);

    public async Task<string> AddProductAsync(
        int stock = 10, string name = "Test product", string description = "For a test.", string category = "Tests", long price = 1000)
    {
        var id = $"test-{Guid.NewGuid():N}";
        await WithDbAsync(async db =>
        {
            db.Products.Add(new Product { Id = id, Name = name, Description = description, Category = category, PriceAmount = price, Currency = "EUR", Stock = stock });
            db.StockMoves.Add(new StockMove { ProductId = id, Quantity = stock, Kind = StockMoveKind.Delivery, MovedAt = DateTimeOffset.UtcNow });
            return await db.SaveChangesAsync();
        });
        return id;
    }

    public Task<int> StockOfAsync(string id) => WithDbAsync(db => db.Products.Where(product => product.Id == id).Select(product => product.Stock).SingleAsync());

    public Task<List<StockMove>> SalesOfAsync(string id) =>
        WithDbAsync(db => db.StockMoves.AsNoTracking().Where(move => move.ProductId == id && move.Kind == StockMoveKind.Sale).ToListAsync());

    public Task<HttpResponseMessage> TakeAsync(Guid orderId, params (string ProductId, int Quantity)[] lines) => Client.PutAsJsonAsync(
        $"/v1/stock/takes/{orderId}", new { lines = lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity }) });

    public async Task<T> WithDbAsync<T>(Func<ProductsDbContext, Task<T>> use)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<ProductsDbContext>());
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await Broker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    public sealed class Instance(string database, string broker) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseSetting("ConnectionStrings:productsdb", database)
            .UseSetting("ConnectionStrings:messaging", broker);
    }
}
