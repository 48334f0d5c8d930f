using System.Text.Json.Nodes;
using ReferenceShop.Orchestration.Tests.Support;
using ReferenceShop.ServiceDefaults;
using ReferenceShop.Tests;

namespace ReferenceShop.Orchestration.Tests;

public sealed class CartSummariesTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    public void Dispose() => (shop.World.IsCartDown, shop.World.IsCatalogueDown) = (false, false);

    [Fact]
    public async Task A_summary_joins_the_cart_with_the_catalogue_and_leaves_out_what_is_gone()
    {
        shop.World.Carts["joiner"] = [("mug", 2), ("gone", 1), ("teapot", 1)];

        using var response = await shop.Client.GetAsync("/v1/cart-summaries/joiner");

        var expected = new JsonObject
        {
            ["id"] = OrderId.From("joiner", "cart").ToString(),
            ["version"] = 3,
            ["lines"] = new JsonArray(Line("mug", 2, 300), Line("teapot", 1, 600)),
            ["total"] = Euro(1200),
        };
        var summary = await Expect.JsonAsync(response, 200);
        Assert.True(JsonNode.DeepEquals(expected, summary), summary.ToJsonString());
    }

    [Fact]
    public async Task The_summary_of_an_empty_cart_costs_nothing_and_does_not_need_the_catalogue()
    {
        shop.World.Carts["empty"] = [];
        shop.World.IsCatalogueDown = true;

        using var response = await shop.Client.GetAsync("/v1/cart-summaries/empty");

        var summary = await Expect.JsonAsync(response, 200);
        Assert.Empty(summary["lines"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(Euro(0), summary["total"]));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Without_one_of_the_two_services_it_is_a_503_problem(bool cartDown, bool catalogueDown)
    {
        (shop.World.IsCartDown, shop.World.IsCatalogueDown) = (cartDown, catalogueDown);

        using var response = await shop.Client.GetAsync("/v1/cart-summaries/joiner");

        await Expect.ProblemAsync(response, 503, "cart-unavailable", "The cart is not available", "Try again in a moment.");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_buyer_id_that_cannot_be_is_a_400_problem()
    {
        using var response = await shop.Client.GetAsync("/v1/cart-summaries/no.such.buyer");

        await Expect.ProblemAsync(response, 400);
    }

    private static JsonObject Line(string id, int quantity, long price) => new()
    {
        ["productId"] = id, ["name"] = $"The {id}", ["imageUrl"] = $"/images/{id}.svg", ["quantity"] = quantity,
        ["unitPrice"] = Euro(price), ["lineTotal"] = Euro(quantity * price),
    };

    private static JsonObject Euro(long amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };
}
