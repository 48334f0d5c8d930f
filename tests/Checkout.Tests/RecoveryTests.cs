using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.Checkout.Orders;
using ReferenceShop.Checkout.Tests.Support;
using ReferenceShop.Tests;

namespace ReferenceShop.Checkout.Tests;

/// <summary>The process dies, or the bank falls silent, between any two commits: the order still ends as the bank's book says, with one charge.</summary>
public sealed class RecoveryTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    public void Dispose() => shop.Line.Heal();

    [Theory]
    [InlineData("orchestrated")]
    [InlineData("choreographed")]
    public async Task A_bank_that_charges_and_then_says_nothing_is_asked_later_and_charges_once(string style)
    {
        var purchase = new Purchase { Style = style, Token = "tok_timeout_after_charge" };

        using var first = await shop.PayAsync(purchase);

        Assert.Equal("Pending", (string?)(await Expect.JsonAsync(first, 202))["status"]);
        Assert.Equal($"/v1/orders/{purchase.OrderId}", first.Headers.Location?.ToString());
        await shop.BecomesAsync(purchase, "Paid");
        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
        using var repeated = await shop.PayAsync(purchase);
        Assert.Equal(HttpStatusCode.Accepted, repeated.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await repeated.Content.ReadAsStringAsync());
        if (style == "choreographed")
        {
            await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.purchased", purchase.OrderId).Length == 1), "Purchased");
        }
    }

    [Fact]
    public async Task A_crash_after_the_charge_ends_paid_with_one_charge_and_one_event()
    {
        var purchase = new Purchase { Style = "choreographed" };
        shop.Line.Fault = (_, path) => path == "/v1/charges" ? Fault.CrashAfter : Fault.None;

        using var crashed = await shop.PayAsync(purchase);

        await Expect.ProblemAsync(crashed, 500);
        await shop.BecomesAsync(purchase, "Paid");
        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.purchased", purchase.OrderId).Length == 1), "Purchased");
        using var repeated = await shop.PayAsync(purchase);
        Assert.Equal("Paid", (string?)(await Expect.JsonAsync(repeated, 201))["status"]);
    }

    [Fact]
    public async Task A_crash_before_the_charge_ends_declined_with_nothing_charged_and_the_cart_free()
    {
        var purchase = new Purchase();
        shop.Line.Fault = (_, path) => path == "/v1/charges" ? Fault.CrashBefore : Fault.None;

        using var crashed = await shop.PayAsync(purchase);

        await Expect.ProblemAsync(crashed, 500);
        await shop.BecomesAsync(purchase, "Declined");
        Assert.Empty(await shop.Bank.BookOfAsync(purchase.OrderId));
        using var repeated = await shop.PayAsync(purchase);
        await Expect.ProblemAsync(repeated, 502, "payment-failed", "The payment failed", "The bank could not take the payment. Nothing was charged.");
        shop.Line.Heal();
        using var again = await shop.PayAsync(purchase with { Key = Guid.NewGuid().ToString() });
        await Expect.JsonAsync(again, 201);
    }

    [Fact]
    public async Task A_repeat_of_a_payment_that_still_runs_waits_for_its_answer()
    {
        var purchase = new Purchase { Token = "tok_timeout_after_charge" };

        var first = shop.PayAsync(purchase);
        await Expect.EventuallyAsync(async () => (await shop.Bank.BookOfAsync(purchase.OrderId)).Length == 1, "charged");
        using var second = await shop.PayAsync(purchase);

        Assert.Equal(await (await first).Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Fact]
    public async Task An_order_waits_for_a_bank_that_is_away_and_is_settled_when_it_is_back()
    {
        var purchase = new Purchase();
        shop.Line.Fault = (_, _) => Fault.Unreachable;

        using var accepted = await shop.PayAsync(purchase);
        Assert.Equal("Pending", (string?)(await Expect.JsonAsync(accepted, 202))["status"]);
        shop.Line.Heal();

        await shop.BecomesAsync(purchase, "Declined");
        Assert.Empty(await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Fact]
    public async Task A_charge_that_arrives_after_the_order_was_given_up_is_refused()
    {
        var purchase = new Purchase();
        shop.Line.Fault = (_, path) => path == "/v1/charges" ? Fault.CrashBefore : Fault.None;
        await shop.PayAsync(purchase);
        await shop.BecomesAsync(purchase, "Declined");

        using var bank = shop.Bank.CreateClient();
        using var late = new HttpRequestMessage(HttpMethod.Post, "/v1/charges")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { amount = 3048, currency = "EUR", token = "tok_ok", reference = purchase.OrderId }),
        };
        late.Headers.Add("Idempotency-Key", purchase.OrderId.ToString());
        using var response = await bank.SendAsync(late);

        await Expect.ProblemAsync(response, 409);
        Assert.Empty(await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    public async Task A_crash_around_the_refund_ends_refunded_with_the_money_back_once(Fault fault)
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);
        var crashes = 1;
        shop.Line.Fault = (_, path) => path == "/v1/refunds" && Interlocked.Decrement(ref crashes) >= 0 ? fault : Fault.None;

        using var crashed = await shop.RefundAsync(purchase);

        await Expect.ProblemAsync(crashed, 500);
        await shop.BecomesAsync(purchase, "Refunded");
        Assert.Equal(["charge 3048", "refund 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
        await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.order-refunded", purchase.OrderId).Length > 0), "OrderRefunded");
        Assert.Single(shop.Broker.Heard("checkout.order-refunded", purchase.OrderId));
    }

    [Fact]
    public async Task A_refund_that_the_bank_does_not_answer_is_202_and_is_finished_later()
    {
        var purchase = new Purchase();
        await shop.PayAsync(purchase);
        shop.Line.Fault = (_, _) => Fault.Unreachable;

        using var accepted = await shop.RefundAsync(purchase);
        Assert.Equal("Refunding", (string?)(await Expect.JsonAsync(accepted, 202))["status"]);
        shop.Line.Heal();

        await shop.BecomesAsync(purchase, "Refunded");
        Assert.Equal(["charge 3048", "refund 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
    }

    [Fact]
    public async Task Replicas_settle_an_order_once()
    {
        await using var second = shop.NewReplica();
        await using var third = shop.NewReplica();
        HttpClient[] replicas = [shop.Client, second.CreateClient(), third.CreateClient()];
        var purchases = Enumerable.Range(0, 10).Select(_ => new Purchase { Style = "choreographed" }).ToList();
        shop.Line.Fault = (_, path) => path == "/v1/charges" ? Fault.CrashAfter : Fault.None;

        await Task.WhenAll(purchases.SelectMany(purchase => replicas.Select(replica => shop.PayAsync(purchase, replica))));

        foreach (var purchase in purchases)
        {
            await shop.BecomesAsync(purchase, "Paid");
            await Expect.EventuallyAsync(() => Task.FromResult(shop.Broker.Heard("checkout.purchased", purchase.OrderId).Length > 0), "Purchased");
            Assert.Equal(["charge 3048"], await shop.Bank.BookOfAsync(purchase.OrderId));
            Assert.Equal(["Pending by checkout", "Paid by checkout"], await shop.HistoryAsync(purchase));
            Assert.Single(shop.Broker.Heard("checkout.purchased", purchase.OrderId));
        }
    }

    [Fact]
    public async Task The_first_answer_stays_when_the_order_is_settled_at_the_same_moment()
    {
        await using var one = shop.Services.CreateAsyncScope();
        await using var other = shop.Services.CreateAsyncScope();
        var (settling, answering) = (one.ServiceProvider.GetRequiredService<OrderBook>(), other.ServiceProvider.GetRequiredService<OrderBook>());
        var order = Order.Place(
            Guid.NewGuid(), "buyer", OrderStyle.Orchestrated, "print", Guid.NewGuid(), "EUR", [new PricedLine("mug", "Mug", 1, 1299)], DateTimeOffset.UtcNow);
        Assert.True(await settling.TryAddAsync(order, TestContext.Current.CancellationToken));

        await settling.ChangeAsync(
            order.Id,
            pending =>
            {
                answering.ChangeAsync(order.Id, told => told.RememberAnswer(202, "not yet"), CancellationToken.None).GetAwaiter().GetResult();
                pending.MarkPaid("checkout", DateTimeOffset.UtcNow);
                pending.RememberAnswer(201, "paid");
            },
            TestContext.Current.CancellationToken);

        var settled = await answering.FindAsync(order.Id, TestContext.Current.CancellationToken);
        Assert.Equal((OrderStatus.Paid, 202, "not yet"), (settled!.Status, settled.AnswerStatus!.Value, settled.AnswerBody));
    }
}
