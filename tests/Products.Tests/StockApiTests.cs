using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReferenceShop.Testing;

namespace ReferenceShop.Products.Tests;

public sealed class StockApiTests(ProductsApplication app)
{
    [Fact]
    public async Task Taking_stock_takes_every_line_and_writes_it_down()
    {
        var order = Guid.NewGuid();
        var (lamp, chair) = (await app.AddProductAsync(stock: 5), await app.AddProductAsync(stock: 5));

        var response = await app.TakeAsync(order, (lamp, 2), (chair, 5));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($$"""{"orderId":"{{order}}","status":"taken"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal((3, 0), (await app.StockOfAsync(lamp), await app.StockOfAsync(chair)));
        var sale = Assert.Single(await app.SalesOfAsync(lamp));
        Assert.Equal((order, -2), (sale.OrderId, sale.Quantity));
    }

    [Fact]
    public async Task The_same_order_again_gets_the_same_answer_and_takes_nothing_more()
    {
        var order = Guid.NewGuid();
        var lamp = await app.AddProductAsync(stock: 5);

        var first = await app.TakeAsync(order, (lamp, 2));
        var second = await app.TakeAsync(order, (lamp, 2));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(3, await app.StockOfAsync(lamp));
        Assert.Single(await app.SalesOfAsync(lamp));
    }

    [Fact]
    public async Task When_one_line_is_short_nothing_is_taken_and_the_problem_says_what_is_missing()
    {
        var order = Guid.NewGuid();
        var (lamp, chair) = (await app.AddProductAsync(stock: 5), await app.AddProductAsync(stock: 1));

        var response = await app.TakeAsync(order, (lamp, 2), (chair, 3), ("no-such-thing", 1));

        var problem = await response.AssertProblemAsync(
            HttpStatusCode.Conflict, "Out of stock", "out-of-stock", $"There is not enough of {chair}, no-such-thing. Nothing was taken.");
        Assert.Equal(
            [new Shortage(chair, 3, 1), new Shortage("no-such-thing", 1, 0)],
            problem.GetProperty("short").Deserialize<List<Shortage>>(JsonSerializerOptions.Web)!);
        Assert.Equal((5, 1), (await app.StockOfAsync(lamp), await app.StockOfAsync(chair)));
        Assert.Empty(await app.SalesOfAsync(lamp));
    }

    [Fact]
    public async Task An_order_that_was_short_stays_short_when_new_stock_arrives()
    {
        var order = Guid.NewGuid();
        var lamp = await app.AddProductAsync(stock: 1);
        await app.TakeAsync(order, (lamp, 2));
        await app.WithDbAsync(db => db.Products.Where(product => product.Id == lamp).ExecuteUpdateAsync(set => set.SetProperty(product => product.Stock, 50)));

        var again = await app.TakeAsync(order, (lamp, 2));

        var problem = await again.AssertProblemAsync(HttpStatusCode.Conflict, "Out of stock", "out-of-stock", $"There is not enough of {lamp}. Nothing was taken.");
        Assert.Equal([new Shortage(lamp, 2, 1)], problem.GetProperty("short").Deserialize<List<Shortage>>(JsonSerializerOptions.Web)!);
        Assert.Equal(50, await app.StockOfAsync(lamp));
    }

    [Fact]
    public async Task Two_lines_of_one_product_are_added_up()
    {
        var lamp = await app.AddProductAsync(stock: 5);

        var tooMany = await app.TakeAsync(Guid.NewGuid(), (lamp, 3), (lamp, 3));
        var enough = await app.TakeAsync(Guid.NewGuid(), (lamp, 2), (lamp, 3));

        Assert.Equal(HttpStatusCode.Conflict, tooMany.StatusCode);
        Assert.Equal(HttpStatusCode.OK, enough.StatusCode);
        Assert.Equal(0, await app.StockOfAsync(lamp));
    }

    [Fact]
    public async Task Fifty_buyers_want_the_last_ten_and_ten_get_one()
    {
        var lamp = await app.AddProductAsync(stock: 10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.TakeAsync(Guid.NewGuid(), (lamp, 1))));

        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(40, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(0, await app.StockOfAsync(lamp));
        Assert.Equal(10, (await app.SalesOfAsync(lamp)).Count);
    }

    [Fact]
    public async Task Twenty_copies_of_one_request_at_once_take_once()
    {
        var order = Guid.NewGuid();
        var lamp = await app.AddProductAsync(stock: 10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.TakeAsync(order, (lamp, 1))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(9, await app.StockOfAsync(lamp));
    }

    [Fact]
    public async Task Orders_that_name_the_same_products_in_different_order_do_not_block_each_other()
    {
        var products = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.AddProductAsync(stock: 100)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            app.TakeAsync(Guid.NewGuid(), [.. (i % 2 == 0 ? products : products.Reverse()).Select(product => (product, 1))])));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.All(await Task.WhenAll(products.Select(app.StockOfAsync)), stock => Assert.Equal(60, stock));
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "Lines")]
    [InlineData("""{"lines":null}""", "Lines")]
    [InlineData("""{"lines":[{"productId":"lamp","quantity":0}]}""", "Lines[0].Quantity")]
    [InlineData("""{"lines":[{"productId":"lamp","quantity":-1}]}""", "Lines[0].Quantity")]
    [InlineData("""{"lines":[{"productId":"lamp","quantity":100}]}""", "Lines[0].Quantity")]
    [InlineData("""{"lines":[{"productId":"Not a slug","quantity":1}]}""", "Lines[0].ProductId")]
    public async Task A_take_with_bad_lines_names_them(string body, string field)
    {
        var response = await PutAsync(Guid.NewGuid().ToString(), body);

        await response.AssertInvalidAsync(field);
    }

    [Fact]
    public async Task A_take_of_more_than_fifty_lines_is_refused()
    {
        var response = await app.TakeAsync(Guid.NewGuid(), [.. Enumerable.Range(0, 51).Select(i => ($"p{i}", 1))]);

        await response.AssertInvalidAsync("Lines");
    }

    [Theory]
    [InlineData("not-a-guid", """{"lines":[{"productId":"lamp","quantity":1}]}""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData(null, """{"lines":[{"productId":"lamp","quantity":1}""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData(null, """{"lines":[{"productId":"lamp","quantity":"many"}]}""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData(null, """{"lines":[{"productId":"lamp","quantity":1e99}]}""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData(null, "", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData(null, "lamp", "text/plain", HttpStatusCode.UnsupportedMediaType, "Unsupported Media Type")]
    public async Task A_take_that_cannot_be_read_is_refused(string? order, string body, string contentType, HttpStatusCode status, string title)
    {
        var response = await PutAsync(order ?? Guid.NewGuid().ToString(), body, contentType);

        await response.AssertProblemAsync(status, title);
    }

    [Fact]
    public async Task The_database_itself_refuses_negative_stock_and_a_changed_ledger()
    {
        var lamp = await app.AddProductAsync(stock: 1);

        var negative = await Assert.ThrowsAsync<PostgresException>(() => app.WithDbAsync(db =>
            db.Products.Where(product => product.Id == lamp).ExecuteUpdateAsync(set => set.SetProperty(product => product.Stock, -1))));
        var rewritten = await Assert.ThrowsAsync<PostgresException>(() => app.WithDbAsync(db =>
            db.StockMoves.Where(move => move.ProductId == lamp).ExecuteDeleteAsync()));

        Assert.Equal("stock_is_not_negative", negative.ConstraintName);
        Assert.Equal("stock_moves is append-only", rewritten.MessageText);
    }

    private Task<HttpResponseMessage> PutAsync(string order, string body, string contentType = "application/json") =>
        app.Client.PutAsync($"/v1/stock/takes/{order}", new StringContent(body, Encoding.UTF8, contentType));
}
