using System.Net;
using ReferenceShop.Testing;

namespace ReferenceShop.Cart.Tests;

public sealed class CartApiTests(CartApplication app)
{
    [Fact]
    public async Task A_new_buyer_has_an_empty_cart_that_is_the_same_when_asked_again()
    {
        var buyer = app.NewBuyer();

        var first = await buyer.CartAsync();
        var second = await buyer.CartAsync();

        Assert.NotEqual(Guid.Empty, first.Id);
        Assert.Equal((0L, 0), (first.Version, first.Lines.Count));
        Assert.Equal((first.Id, first.Version), (second.Id, second.Version));
    }

    [Fact]
    public async Task A_cart_looks_like_this()
    {
        var buyer = app.NewBuyer();
        var cart = await buyer.SetAsync("lamp", 2);

        var response = await buyer.TryGetAsync();

        Assert.Equal($$"""{"id":"{{cart.Id}}","version":1,"lines":[{"productId":"lamp","quantity":2}]}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Lines_stay_in_the_order_in_which_they_were_added()
    {
        var buyer = app.NewBuyer();
        await buyer.SetAsync("zebra", 1);
        await buyer.SetAsync("apple", 2);
        await buyer.SetAsync("melon", 3);

        var cart = await buyer.SetAsync("zebra", 99);

        Assert.Equal([new("zebra", 99), new("apple", 2), new("melon", 3)], cart.Lines);
        Assert.Equal(4, cart.Version);
    }

    [Fact]
    public async Task Quantity_zero_takes_the_line_out()
    {
        var buyer = app.NewBuyer();
        await buyer.SetAsync("lamp", 2);
        await buyer.SetAsync("chair", 1);

        var cart = await buyer.SetAsync("lamp", 0);

        Assert.Equal([new("chair", 1)], cart.Lines);
        Assert.Equal(3, cart.Version);
    }

    [Fact]
    public async Task What_changes_nothing_does_not_count_as_a_change()
    {
        var buyer = app.NewBuyer();
        var before = await buyer.SetAsync("lamp", 2);

        await buyer.SetAsync("lamp", 2);
        var after = await buyer.SetAsync("chair", 0);

        Assert.Equal((before.Id, before.Version), (after.Id, after.Version));
    }

    [Fact]
    public async Task The_fifty_first_product_does_not_fit()
    {
        var buyer = app.NewBuyer();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => buyer.SetAsync($"p{i}", 1)));

        var oneMore = await buyer.TrySetAsync("one-more", 1);
        var changed = await buyer.SetAsync("p7", 5);

        await oneMore.AssertProblemAsync(HttpStatusCode.Conflict, "Cart is full", "cart-full", "A cart holds at most 50 different products.");
        Assert.Equal(50, changed.Lines.Count);
        Assert.Equal(51, changed.Version);
    }

    [Fact]
    public async Task Clearing_empties_the_cart_and_keeps_its_id()
    {
        var buyer = app.NewBuyer();
        var before = await buyer.SetAsync("lamp", 2);

        await buyer.ClearAsync();
        await buyer.ClearAsync();

        var after = await buyer.CartAsync();
        Assert.Empty(after.Lines);
        Assert.Equal((before.Id, 2L), (after.Id, after.Version));
    }

    [Fact]
    public async Task Changes_at_the_same_time_all_count()
    {
        var buyer = app.NewBuyer();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => buyer.SetAsync($"p{i}", i + 1)));

        var cart = await buyer.CartAsync();
        Assert.Equal(Enumerable.Range(0, 40).Select(i => new CartLine($"p{i}", i + 1)).ToHashSet(), cart.Lines.ToHashSet());
        Assert.Equal(40, cart.Version);
    }

    [Fact]
    public async Task First_looks_at_the_same_time_see_one_cart()
    {
        var buyer = app.NewBuyer();

        var carts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => buyer.CartAsync()));

        Assert.Single(carts.Select(cart => cart.Id).Distinct());
    }

    [Fact]
    public async Task A_cart_is_its_buyers_own()
    {
        await app.NewBuyer().SetAsync("lamp", 2);

        Assert.Empty((await app.NewBuyer().CartAsync()).Lines);
    }

    [Fact]
    public async Task An_untouched_cart_goes_after_thirty_days_and_a_look_renews_it()
    {
        var buyer = app.NewBuyer();
        await buyer.SetAsync("lamp", 2);
        var key = $"cart:{{{buyer.Id}}}";
        var redis = app.Redis.GetDatabase();
        Assert.InRange((await redis.KeyTimeToLiveAsync(key))!.Value.TotalDays, 29.9, 30);
        await redis.KeyExpireAsync(key, TimeSpan.FromDays(1));

        await buyer.CartAsync();

        Assert.InRange((await redis.KeyTimeToLiveAsync(key))!.Value.TotalDays, 29.9, 30);
    }

    [Theory]
    [InlineData("""{"quantity":-1}""")]
    [InlineData("""{"quantity":100}""")]
    [InlineData("""{"quantity":null}""")]
    [InlineData("{}")]
    public async Task A_quantity_is_0_to_99(string body)
    {
        var response = await app.NewBuyer().PutAsync("items/lamp", body);

        await response.AssertInvalidAsync("Quantity");
    }

    [Theory]
    [InlineData("""{"quantity":""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData("""{"quantity":"two"}""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData("""{"quantity":1.5}""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData("""{"quantity":99999999999}""", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "Bad Request")]
    [InlineData("2", "text/plain", HttpStatusCode.UnsupportedMediaType, "Unsupported Media Type")]
    public async Task A_change_that_cannot_be_read_is_refused_and_changes_nothing(string body, string contentType, HttpStatusCode status, string title)
    {
        var buyer = app.NewBuyer();

        var response = await buyer.PutAsync("items/lamp", body, contentType);

        await response.AssertProblemAsync(status, title);
        Assert.Empty((await buyer.CartAsync()).Lines);
    }

    [Theory]
    [InlineData("Not%20a%20slug")]
    [InlineData("a.b")]
    [InlineData("line:lamp")]
    public async Task A_product_id_is_a_slug(string product)
    {
        var response = await app.NewBuyer().TrySetAsync(product, 1);

        await response.AssertInvalidAsync("productId");
    }

    [Theory]
    [InlineData("somebody%7Delse")]
    [InlineData("a:b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_buyer_id_is_short_and_plain(string buyer)
    {
        var response = await app.Buyer(buyer).TryGetAsync();

        await response.AssertInvalidAsync("buyerId");
    }

    [Fact]
    public async Task The_service_describes_every_route()
    {
        var document = await app.DescriptionAsync();

        Assert.Equal(
            ["/v1/carts/{buyerId}", "/v1/carts/{buyerId}/items/{productId}", "/v1/carts/{buyerId}/purchases/{orderId}"],
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }
}
