using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using ReferenceShop.Checkout.Tests.Support;

namespace ReferenceShop.Checkout.Tests;

public sealed class OrderEventsTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task The_stream_shows_the_order_now_and_after_each_change_and_ends_with_it()
    {
        var purchase = new Purchase { Style = "choreographed" };
        await shop.PayAsync(purchase);
        using var response = await shop.GetAsync($"/v1/orders/{purchase.OrderId}/events", purchase.BuyerId);
        var statuses = new List<string>();

        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            Assert.Equal("order", item.EventType);
            statuses.Add((string)JsonNode.Parse(item.Data)!["status"]!);
            if (statuses.Count == 1)
            {
                await shop.Broker.SayAsync("products.stock-taken", new { orderId = purchase.OrderId });
            }
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Paid", "Completed"], statuses);
    }

    [Fact]
    public async Task The_stream_hears_of_changes_that_another_replica_made()
    {
        await using var replica = shop.NewReplica();
        using var other = replica.CreateClient();
        var purchase = new Purchase();
        await shop.PayAsync(purchase);
        using var response = await shop.GetAsync($"/v1/orders/{purchase.OrderId}/events", purchase.BuyerId);
        var statuses = new List<string>();

        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            statuses.Add((string)JsonNode.Parse(item.Data)!["status"]!);
            if (statuses.Count == 1)
            {
                await other.PostAsync($"/v1/orders/{purchase.OrderId}/completion", content: null);
            }
        }

        Assert.Equal(["Paid", "Completed"], statuses);
    }

    [Fact]
    public async Task The_stream_of_an_order_that_is_over_shows_it_once()
    {
        var purchase = new Purchase { Token = "tok_declined" };
        await shop.PayAsync(purchase);

        using var response = await shop.GetAsync($"/v1/orders/{purchase.OrderId}/events", purchase.BuyerId);

        var text = await response.Content.ReadAsStringAsync();
        Assert.StartsWith("event: order\ndata: {", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", text, StringComparison.Ordinal);
        Assert.Equal(2, text.TrimEnd().Split('\n').Length);
    }
}
