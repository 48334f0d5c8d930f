using System.Net;
using Npgsql;
using ReferenceShop.Orchestration.Tests.Support;
using ReferenceShop.Tests;

namespace ReferenceShop.Orchestration.Tests;

/// <summary>A fault at every seam of the checkout, on the way there and on the way back: each effect still happens exactly once, in order.</summary>
public sealed class RecoveryTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private static readonly string[] s_there = ["charged", "cart emptied", "stock taken", "completed"];
    private static readonly string[] s_back = ["charged", "cart emptied", "refunded", "cart restored"];

    public static MatrixTheoryData<string, Fault> Seams => new(
        ["GET /v1/carts", "POST /v1/payments", "PUT /v1/carts", "PUT /v1/stock", "POST /v1/orders"],
        [Fault.Unreachable, Fault.AnswerLost, Fault.CrashBefore, Fault.CrashAfter]);

    public static MatrixTheoryData<string, Fault> SeamsOnTheWayBack => new(
        ["PUT /v1/stock", "POST /v1/orders", "DELETE /v1/carts"],
        [Fault.Unreachable, Fault.AnswerLost, Fault.CrashBefore, Fault.CrashAfter]);

    public void Dispose() => shop.Lines.Heal();

    [Theory]
    [MemberData(nameof(Seams))]
    public async Task A_fault_on_the_way_does_not_keep_a_checkout_from_its_end(string call, Fault fault)
    {
        var purchase = new Purchase();
        shop.Lines.Break(call, fault, times: fault is Fault.CrashBefore or Fault.CrashAfter ? 1 : 4);

        using var response = await shop.CheckOutAsync(purchase);

        await shop.EndsAsync(purchase, "Completed");
        Assert.Equal(s_there, shop.World.EffectsOn(purchase.OrderId));
    }

    [Theory]
    [MemberData(nameof(SeamsOnTheWayBack))]
    public async Task A_fault_on_the_way_back_does_not_keep_a_checkout_from_its_end(string call, Fault fault)
    {
        var purchase = new Purchase { Cart = [("rare", 1)] };
        shop.Lines.Break(call, fault, times: fault is Fault.CrashBefore or Fault.CrashAfter ? 1 : 4);

        using var response = await shop.CheckOutAsync(purchase);

        await shop.EndsAsync(purchase, "Refunded");
        Assert.Equal(s_back, shop.World.EffectsOn(purchase.OrderId));
    }

    [Fact]
    public async Task A_service_that_stays_away_is_answered_202_and_the_checkout_ends_when_it_is_back()
    {
        var purchase = new Purchase();
        shop.Lines.Break("PUT /v1/stock", Fault.Unreachable, int.MaxValue);

        using var response = await shop.CheckOutAsync(purchase);
        Assert.Equal("Paid", (string?)(await Expect.JsonAsync(response, 202))["status"]);
        await Expect.EventuallyAsync(
            async () => (await shop.StateAsync(purchase))["steps"]!.AsArray().Any(step => (int)step!["attempts"]! > 5), "it is tried again and again");
        shop.Lines.Heal();

        await shop.EndsAsync(purchase, "Completed");
        Assert.Equal(s_there, shop.World.EffectsOn(purchase.OrderId));
    }

    [Fact]
    public async Task A_replica_takes_over_from_one_that_died_in_the_same_trace()
    {
        await using var dying = shop.NewReplica();
        using var client = dying.CreateClient();
        dying.Lines.Break("PUT /v1/stock", Fault.CrashAfter, int.MaxValue);
        dying.Lines.Fault = Always(dying.Lines.Fault);
        var purchase = new Purchase();

        using var response = await shop.CheckOutAsync(purchase, client);

        await shop.EndsAsync(purchase, "Completed");
        Assert.Equal(s_there, shop.World.EffectsOn(purchase.OrderId));
        var trace = Assert.Single(response.Headers.GetValues("X-Trace-Id"));
        Assert.Equal([trace], shop.World.TracesOf(purchase.OrderId));
    }

    [Fact]
    public async Task Many_checkouts_that_died_all_end_with_each_effect_once()
    {
        var purchases = Enumerable.Range(0, 30).Select(i => new Purchase { Cart = i % 3 == 0 ? [("rare", 1)] : null }).ToList();
        var calls = 0;
        shop.Lines.Fault = _ => Interlocked.Increment(ref calls) % 5 == 0 ? Fault.CrashAfter : Fault.None;

        var responses = await Task.WhenAll(purchases.Select(purchase => shop.CheckOutAsync(purchase)));

        Assert.All(responses, response => Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.Accepted]));
        foreach (var purchase in purchases)
        {
            await shop.EndsAsync(purchase, purchase.Cart is null ? "Completed" : "Refunded");
            Assert.Equal(purchase.Cart is null ? s_there : s_back, shop.World.EffectsOn(purchase.OrderId));
        }
    }

    [Fact]
    public async Task The_card_is_forgotten_once_the_payment_is_decided()
    {
        var purchase = new Purchase();
        await shop.CheckOutAsync(purchase);

        await using var connection = new NpgsqlConnection(shop.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT payment_token IS NULL FROM sagas WHERE order_id = $1", connection)
        {
            Parameters = { new() { Value = purchase.OrderId } },
        };

        Assert.True((bool)(await command.ExecuteScalarAsync())!);
    }

    // A dead process never comes back, so nothing that it still tries may get through.
    private static Func<string, Fault> Always(Func<string, Fault> decide)
    {
        var dead = false;
        return call => dead ? Fault.CrashBefore : Remember(decide(call));

        Fault Remember(Fault fault)
        {
            dead = fault is not Fault.None;
            return fault;
        }
    }
}
