using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace ReferenceShop.AppHost.Tests.Shop;

/// <summary>The whole shop, through its public door.</summary>
public sealed class ShopTests(RunningShop shop)
{
    public static TheoryData<string> Styles => ["orchestrated", "choreographed"];

    [Fact]
    public async Task Everything_becomes_healthy_and_the_store_opens()
    {
        using var visitor = await shop.VisitorAsync();

        using var health = await visitor.Http.GetAsync("/health");
        using var page = await visitor.Http.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_visitor_browses_and_searches_the_catalogue()
    {
        using var visitor = await shop.VisitorAsync();

        var first = await visitor.BrowseAsync("pageSize=5");
        var word = first.Items[0].Name.Split(' ')[^1];
        var found = await visitor.BrowseAsync($"q={word}");
        using var image = await visitor.Http.GetAsync(first.Items[0].ImageUrl);

        Assert.Equal(5, first.Items.Count);
        Assert.True(first.Total >= 100);
        Assert.Contains(first.Items[0].Id, found.Items.Select(item => item.Id));
        Assert.Equal("image/svg+xml", image.Content.Headers.ContentType?.MediaType);
    }

    [Theory, MemberData(nameof(Styles))]
    public async Task A_purchase_ends_completed_with_the_cart_gone_and_the_stock_taken(string style)
    {
        using var visitor = await shop.VisitorAsync();
        var product = await SomethingInStockAsync(visitor);
        await visitor.PutIntoCartAsync(product.Id, 2);

        var order = await visitor.BuyAsync(style);

        Assert.Equal(("Completed", style, 2 * product.Price.Amount), (order.Status, order.Style, order.Total.Amount));
        Assert.Equal(["Pending", "Paid", "Completed"], order.History.Select(step => step.Status));
        await Visitor.UntilAsync(async () => (await visitor.CartAsync()).Lines is [], () => "the cart to be empty");
        Assert.Equal((order.Total.Amount, 0), await MoneyMovedAsync(order.Id));
    }

    [Theory, MemberData(nameof(Styles))]
    public async Task A_purchase_of_more_than_there_is_ends_refunded_with_the_cart_restored(string style)
    {
        using var visitor = await shop.VisitorAsync();
        var scarce = (await visitor.BrowseAsync("pageSize=100")).Items.First(item => item.Stock is > 0 and < 10);
        await visitor.PutIntoCartAsync(scarce.Id, 50);

        var order = await visitor.BuyAsync(style);

        Assert.Equal("Refunded", order.Status);
        await Visitor.UntilAsync(
            async () => (await visitor.CartAsync()).Lines is [{ Quantity: 50 } line] && line.ProductId == scarce.Id, () => "the cart to be restored");
        Assert.Equal(scarce.Stock, (await visitor.ProductAsync(scarce.Id)).Stock);
        Assert.Equal((order.Total.Amount, order.Total.Amount), await MoneyMovedAsync(order.Id));
    }

    [Theory, MemberData(nameof(Styles))]
    public async Task Paying_again_with_the_same_key_charges_nothing_and_answers_the_same(string style)
    {
        using var visitor = await shop.VisitorAsync();
        await visitor.PutIntoCartAsync((await SomethingInStockAsync(visitor)).Id, 1);
        var key = Guid.NewGuid().ToString();

        using var first = await visitor.CheckOutAsync(style, key);
        using var second = await visitor.CheckOutAsync(style, key);
        using var other = await visitor.CheckOutAsync(style, key, "tok_slow");

        var body = await first.Content.ReadAsStringAsync();
        Assert.Equal((first.StatusCode, body), (second.StatusCode, await second.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        var order = await visitor.OrderAtEndAsync(JsonSerializer.Deserialize<Visitor.Placed>(body, JsonSerializerOptions.Web)!.OrderId);
        Assert.Equal((order.Total.Amount, 0), await MoneyMovedAsync(order.Id));
    }

    [Fact]
    public async Task A_declined_card_leaves_the_cart_as_it_was()
    {
        using var visitor = await shop.VisitorAsync();
        await visitor.PutIntoCartAsync((await SomethingInStockAsync(visitor)).Id, 1);
        var before = await visitor.CartAsync();

        using var response = await visitor.CheckOutAsync("choreographed", paymentToken: "tok_declined");

        // A bank that takes longer than the shop waits makes it 202 first; the order then ends the same way.
        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            var placed = (await response.Content.ReadFromJsonAsync<Visitor.Placed>())!;
            Assert.Equal("Declined", (await visitor.OrderAtEndAsync(placed.OrderId)).Status);
        }
        else
        {
            Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
        }

        Assert.Equivalent(before, await visitor.CartAsync());
    }

    [Fact]
    public async Task Another_visitor_sees_neither_the_cart_nor_the_order()
    {
        using var buyer = await shop.VisitorAsync();
        using var stranger = await shop.VisitorAsync();
        await buyer.PutIntoCartAsync((await SomethingInStockAsync(buyer)).Id, 1);
        var order = await buyer.BuyAsync("orchestrated");

        using var response = await stranger.Http.GetAsync($"/api/store/orders/{order.Id}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty((await stranger.CartAsync()).Lines);
    }

    [Fact]
    public async Task One_trace_follows_a_purchase_across_the_broker()
    {
        using var visitor = await shop.VisitorAsync();
        await visitor.PutIntoCartAsync((await SomethingInStockAsync(visitor)).Id, 1);

        using var response = await visitor.CheckOutAsync("choreographed");
        var traceId = response.Headers.GetValues("X-Trace-Id").Single();

        // Every span hangs below another one of the trace, up to the gateway's.
        IReadOnlyList<TraceReceiver.Span> trace = [];
        string[] services = ["cart", "checkout", "gateway", "payment-provider", "products", "store-bff"];
        await Visitor.UntilAsync(
            () =>
            {
                trace = shop.Traces.Trace(traceId);
                return Task.FromResult(!services.Except(trace.Select(span => span.Service)).Any()
                    && trace.Any(span => span is { Service: "checkout", Source: "Npgsql" })
                    && trace.Any(span => span is { Service: "products", Source: "Npgsql" })
                    && trace.Any(span => span.Service == "cart" && span.Source.Contains("Redis", StringComparison.OrdinalIgnoreCase))
                    && Roots(trace).All(span => span.Service == "gateway"));
            },
            () => $"spans of {string.Join(", ", services)}, SQL and Redis below the gateway's; there are {Describe(trace)} with the roots {Describe(Roots(trace))}");
    }

    [Fact]
    public async Task A_killed_instance_is_noticed_and_the_other_one_answers()
    {
        using var visitor = await shop.VisitorAsync();
        var (instance, pid) = (await shop.InstancesAsync("products"))[0];

        using (var process = Process.GetProcessById(pid))
        {
            process.Kill();
        }

        await shop.WaitForAsync("products", update => update.ResourceId == instance && update.Snapshot.State?.Text is "Exited" or "Finished");
        await Visitor.UntilAsync(
            async () =>
            {
                using var response = await visitor.Http.GetAsync("/api/store/products?pageSize=1");
                return response.StatusCode == HttpStatusCode.OK;
            },
            () => "the catalogue to be served by the other instance");

        await shop.App.ResourceCommands.ExecuteCommandAsync(instance, "start");
        await shop.WaitForAsync("products", update => update.ResourceId == instance && update.Snapshot.State?.Text == "Running");
    }

    private static List<TraceReceiver.Span> Roots(IReadOnlyList<TraceReceiver.Span> trace)
    {
        var ids = trace.Select(span => span.SpanId).ToHashSet();
        return [.. trace.Where(span => !ids.Contains(span.ParentId))];
    }

    private static string Describe(IEnumerable<TraceReceiver.Span> spans)
        => string.Join(", ", spans.Select(span => $"{span.Service}/{span.Source}/{span.Name}").Distinct().Order());

    private static async Task<Visitor.Product> SomethingInStockAsync(Visitor visitor)
        => (await visitor.BrowseAsync("pageSize=100")).Items.First(item => item.Stock >= 40);

    /// <summary>What the bank, not the shop, says was charged and refunded for an order.</summary>
    private async Task<(long Charged, long Refunded)> MoneyMovedAsync(Guid orderId)
    {
        using var bank = shop.Service("payment-provider");
        var entries = new List<Entry>();
        var after = 0L;
        while (await bank.GetFromJsonAsync<Statement>($"/v1/statement?after={after}&limit=100") is { Items: { Count: > 0 } page })
        {
            entries.AddRange(page);
            after = page[^1].Seq;
        }

        var mine = entries.Where(entry => entry.Reference == orderId.ToString()).ToList();
        return (mine.Where(entry => entry.Kind == "charge").Sum(entry => entry.Amount), mine.Where(entry => entry.Kind == "refund").Sum(entry => entry.Amount));
    }

    private sealed record Entry(long Seq, string Kind, long Amount, string Reference);

    private sealed record Statement(IReadOnlyList<Entry> Items);
}
