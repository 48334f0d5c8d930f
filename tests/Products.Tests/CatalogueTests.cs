using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.Products.Data;
using ReferenceShop.Testing;

namespace ReferenceShop.Products.Tests;

public sealed class CatalogueTests(ProductsApplication app)
{
    private const int MaxImageBytes = 3 * 1024;

    [Fact]
    public async Task The_shop_opens_with_a_full_catalogue()
    {
        var products = await SeededAsync(app);

        Assert.True(products.Count >= 120);
        Assert.True(products.Select(product => product.Category).Distinct().Count() >= 8);
        Assert.All(products, product =>
        {
            Assert.Matches(Product.IdPattern, product.Id);
            Assert.InRange(product.Name.Length, 3, 60);
            Assert.InRange(product.Description.Length, 20, 200);
            Assert.InRange(product.PriceAmount, 1, 100_000);
            Assert.Equal("EUR", product.Currency);
        });
        Assert.Equal(2, products.Count(product => product.Stock == 0));
        Assert.True(products.Count(product => product.Stock is >= 1 and <= 5) >= 4);
        Assert.Equal(products.Count, products.Select(product => product.Description).Distinct().Count());
    }

    [Fact]
    public async Task Every_product_has_a_small_picture()
    {
        foreach (var product in await SeededAsync(app))
        {
            var response = await app.Client.GetAsync($"/images/{product.Id}.svg");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.ToString());
            Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 100, MaxImageBytes);
        }
    }

    [Fact]
    public async Task A_picture_may_be_kept_for_a_day_and_checked_for_change()
    {
        var first = await app.Client.GetAsync("/images/morning-mug.svg");
        using var conditional = new HttpRequestMessage(HttpMethod.Get, "/images/morning-mug.svg") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        var second = await app.Client.SendAsync(conditional);

        Assert.Equal("public, max-age=86400", first.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", Assert.Single(first.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/images/no-such-thing.svg")]
    [InlineData("/images/..%2f..%2fappsettings.json")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_a_404_problem(string path)
    {
        var response = await app.Client.GetAsync(path);

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "Not Found");
    }

    [Fact]
    public async Task Starting_again_adds_nothing_and_keeps_the_stock()
    {
        var sold = (await SeededAsync(app)).First(product => product.Stock > 50).Id;
        await app.TakeAsync(Guid.NewGuid(), (sold, 7));
        var before = await SeededAsync(app);

        await app.WithDbAsync(async db =>
        {
            await ProductsSeed.RunAsync(db, TestContext.Current.CancellationToken);
            return true;
        });

        Assert.Equal(before.Select(Facts), (await SeededAsync(app)).Select(Facts));
        await AssertLedgerAsync(app);
    }

    [Fact]
    public async Task Two_replicas_that_open_the_shop_together_fill_it_once()
    {
        var database = await app.NewDatabaseAsync();
        await using var first = app.Replica(database);
        await using var second = app.Replica(database);

        await Task.WhenAll(Task.Run(first.CreateClient), Task.Run(second.CreateClient));

        await using var scope = first.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProductsDbContext>();
        Assert.Equal((await SeededAsync(app)).Count, await db.Products.CountAsync());
        Assert.Equal(await db.Products.SumAsync(product => product.Stock), await db.StockMoves.SumAsync(move => move.Quantity));
    }

    [Fact]
    public async Task The_migrations_are_up_to_date_with_the_model()
    {
        Assert.False(await app.WithDbAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    private static object Facts(Product product) => (product.Id, product.PriceAmount, product.Stock);

    private static async Task AssertLedgerAsync(ProductsApplication app)
    {
        var wrong = await app.WithDbAsync(db => db.Products
            .Where(product => product.Category != "Tests")
            .Where(product => product.Stock != db.StockMoves.Where(move => move.ProductId == product.Id).Sum(move => move.Quantity))
            .Select(product => product.Id)
            .ToListAsync());
        Assert.Empty(wrong);
    }

    private static Task<List<Product>> SeededAsync(ProductsApplication app) =>
        app.WithDbAsync(db => db.Products.AsNoTracking().Where(product => !product.Id.StartsWith("test-")).OrderBy(product => product.Id).ToListAsync());
}
