using System.Text.Json;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Messaging.Tests;

/// <summary>What is on the wire. A change here breaks services that are deployed already: add members with a default, never rename or remove one.</summary>
public sealed class ContractTests
{
    private const string Order = "01990000-0000-7000-8000-000000000001";
    private const string Cart = "01990000-0000-7000-8000-000000000002";
    private const string Lines = """[{"productId":"red-mug","name":"Red mug","quantity":2,"unitPrice":{"amount":1250,"currency":"EUR"}}]""";

    private static readonly Guid s_order = Guid.Parse(Order);
    private static readonly OrderLine[] s_lines = [new("red-mug", "Red mug", 2, new Money(1250, "EUR"))];

    [Fact]
    public void Purchased_is_pinned() => Pin(
        "checkout.purchased",
        new Purchased(s_order, "buyer", Guid.Parse(Cart), s_lines, new Money(2500, "EUR")),
        $$$"""{"orderId":"{{{Order}}}","buyerId":"buyer","cartId":"{{{Cart}}}","lines":{{{Lines}}},"total":{"amount":2500,"currency":"EUR"}}""");

    [Fact]
    public void OrderCompleted_is_pinned() => Pin(
        "checkout.order-completed",
        new OrderCompleted(s_order, "buyer", s_lines, new Money(2500, "EUR")),
        $$$"""{"orderId":"{{{Order}}}","buyerId":"buyer","lines":{{{Lines}}},"total":{"amount":2500,"currency":"EUR"}}""");

    [Fact]
    public void OrderRefunded_is_pinned() => Pin(
        "checkout.order-refunded",
        new OrderRefunded(s_order, "buyer", s_lines, new Money(2500, "EUR"), "out of stock"),
        $$$"""{"orderId":"{{{Order}}}","buyerId":"buyer","lines":{{{Lines}}},"total":{"amount":2500,"currency":"EUR"},"reason":"out of stock"}""");

    [Fact]
    public void StockTaken_is_pinned() => Pin("products.stock-taken", new StockTaken(s_order), $$$"""{"orderId":"{{{Order}}}"}""");

    [Fact]
    public void StockShortage_is_pinned() => Pin(
        "products.stock-shortage",
        new StockShortage(s_order, [new ShortLine("red-mug", 2, 1)]),
        $$$"""{"orderId":"{{{Order}}}","short":[{"productId":"red-mug","wanted":2,"available":1}]}""");

    [Fact]
    public void Every_contract_is_pinned_here()
    {
        var events = typeof(Purchased).Assembly.GetTypes().Where(type => type.IsDefined(typeof(EventAttribute), inherit: false)).Select(type => $"{type.Name}_is_pinned");

        Assert.Empty(events.Except(typeof(ContractTests).GetMethods().Select(method => method.Name)));
    }

    [Fact]
    public void Members_that_a_reader_does_not_know_are_ignored() =>
        Assert.Equal(new StockTaken(s_order), JsonSerializer.Deserialize<StockTaken>($$$"""{"orderId":"{{{Order}}}","warehouse":{"id":7}}""", MessageJson.Options));

    [Fact]
    public void A_member_that_is_absent_and_has_no_default_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StockTaken>("{}", MessageJson.Options));

    private static void Pin<TEvent>(string name, TEvent example, string json)
    {
        Assert.Equal(name, EventName<TEvent>.Value);
        Assert.Equal(json, JsonSerializer.Serialize(example, MessageJson.Options));
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<TEvent>(json, MessageJson.Options), MessageJson.Options));
    }
}
