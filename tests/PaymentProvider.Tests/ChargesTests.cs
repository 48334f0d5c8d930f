using System.Net;
using System.Text.Json.Nodes;
using ReferenceShop.Tests;
using static ReferenceShop.PaymentProvider.Tests.BankApplication;

namespace ReferenceShop.PaymentProvider.Tests;

public sealed class ChargesTests(BankApplication bank) : IClassFixture<BankApplication>
{
    [Fact]
    public async Task Charging_answers_201_and_a_location_that_resolves()
    {
        var key = NewKey();

        using var response = await bank.ChargeAsync(key);

        var charge = await Expect.JsonAsync(response, 201);
        Assert.Equal($"/v1/charges/{key}", response.Headers.Location?.ToString());
        var expected = new JsonObject
        {
            ["id"] = (string?)charge["id"], ["status"] = "charged", ["amount"] = 1999, ["currency"] = "EUR", ["reference"] = "order 1",
        };
        Assert.True(JsonNode.DeepEquals(expected, charge), charge.ToJsonString());
        using var found = await bank.Client.GetAsync(response.Headers.Location);
        Assert.True(JsonNode.DeepEquals(charge, await Expect.JsonAsync(found, 200)));
    }

    [Fact]
    public async Task Repeating_a_charge_answers_the_same_and_charges_once()
    {
        var key = NewKey();

        using var first = await bank.ChargeAsync(key);
        using var second = await bank.ChargeAsync(key);

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Single(await bank.LinesOfAsync(key));
    }

    [Fact]
    public async Task Twenty_concurrent_charges_under_one_key_charge_once()
    {
        var key = NewKey();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bank.ChargeAsync(key)));

        var bodies = await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync()));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        Assert.Single(bodies.Distinct());
        Assert.Single(await bank.LinesOfAsync(key));
    }

    [Fact]
    public async Task Reusing_a_key_for_another_charge_is_a_422_problem()
    {
        var key = NewKey();
        using var first = await bank.ChargeAsync(key);

        using var second = await bank.ChargeAsync(key, amount: 5);

        await Expect.ProblemAsync(
            second, 422, "idempotency-key-reused", "The idempotency key was used for another request", "Repeat the first request unchanged, or take a new key.");
        Assert.Single(await bank.LinesOfAsync(key));
    }

    [Fact]
    public async Task Charging_without_a_key_is_a_400_problem()
    {
        using var response = await bank.ChargeAsync(key: null);

        await Expect.ProblemAsync(response, 400);
    }

    [Theory]
    [InlineData(0, "EUR", "tok_ok", "Amount")]
    [InlineData(-1, "EUR", "tok_ok", "Amount")]
    [InlineData(100_000_000_001, "EUR", "tok_ok", "Amount")]
    [InlineData(1, "euro", "tok_ok", "Currency")]
    [InlineData(1, "EUR", "", "Token")]
    public async Task A_charge_that_makes_no_sense_names_the_field(long amount, string currency, string token, string field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/charges")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { amount, currency, token, reference = "order 1" }),
        };
        request.Headers.Add("Idempotency-Key", NewKey());

        using var response = await bank.Client.SendAsync(request);

        await Expect.InvalidAsync(response, field);
    }

    [Fact]
    public async Task A_declined_card_is_a_402_problem_that_charges_nothing_and_keeps_its_key()
    {
        var key = NewKey();

        using var declined = await bank.ChargeAsync(key, "tok_declined");
        using var other = await bank.ChargeAsync(key, "tok_ok");

        await Expect.ProblemAsync(declined, 402, "card-declined", "The card was declined", "The bank refused the card.");
        await Expect.ProblemAsync(other, 422);
        Assert.Empty(await bank.LinesOfAsync(key));
    }

    [Fact]
    public async Task A_token_that_the_bank_does_not_know_is_a_402_problem()
    {
        using var response = await bank.ChargeAsync(NewKey(), "tok_other");

        await Expect.ProblemAsync(response, 402, "unknown-token", "Unknown card", "The bank does not know this token.");
    }

    [Fact]
    public async Task A_slow_card_is_charged_in_the_end()
    {
        var key = NewKey();

        using var response = await bank.ChargeAsync(key, "tok_slow");

        await Expect.JsonAsync(response, 201);
        Assert.Single(await bank.LinesOfAsync(key));
    }

    [Fact]
    public async Task The_erroneous_card_is_a_500_problem_and_charges_nothing()
    {
        var key = NewKey();

        using var response = await bank.ChargeAsync(key, "tok_error");

        await Expect.ProblemAsync(response, 500, "bank-failed", "The bank failed", "Nothing was charged.");
        using var found = await bank.FindAsync(key);
        await Expect.ProblemAsync(found, 404);
    }

    [Fact]
    public async Task A_timeout_after_the_charge_leaves_the_caller_waiting_with_the_money_gone()
    {
        var key = NewKey();
        using var patience = new CancellationTokenSource();

        var waiting = bank.ChargeAsync(key, "tok_timeout_after_charge", cancellationToken: patience.Token);
        await Expect.EventuallyAsync(async () => (await bank.FindAsync(key)).StatusCode == HttpStatusCode.OK, "charged");

        Assert.False(waiting.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Single(await bank.LinesOfAsync(key));
    }

    [Fact]
    public async Task A_voided_key_is_never_charged()
    {
        var key = NewKey();

        using var first = await bank.VoidAsync(key);
        using var second = await bank.VoidAsync(key);
        using var charge = await bank.ChargeAsync(key);

        Assert.Equal("voided", (string?)(await Expect.JsonAsync(first, 200))["status"]);
        Assert.Equal("voided", (string?)(await Expect.JsonAsync(second, 200))["status"]);
        await Expect.ProblemAsync(charge, 409, "charge-voided", "This key was given up", "No charge is made under a voided key.");
        Assert.Empty(await bank.LinesOfAsync(key));
    }

    [Fact]
    public async Task A_charged_key_cannot_be_voided()
    {
        var key = NewKey();
        using var charge = await bank.ChargeAsync(key);

        using var response = await bank.VoidAsync(key);

        await Expect.ProblemAsync(response, 409, "already-charged", "Already charged", "Refund it instead.");
    }

    [Fact]
    public async Task A_void_that_races_with_a_charge_leaves_one_of_the_two()
    {
        for (var race = 0; race < 10; race++)
        {
            var key = NewKey();

            var results = await Task.WhenAll(bank.ChargeAsync(key), bank.VoidAsync(key));

            var charged = results[0].StatusCode == HttpStatusCode.Created;
            Assert.Equal(charged ? HttpStatusCode.Conflict : HttpStatusCode.OK, results[1].StatusCode);
            Assert.Equal(charged ? 1 : 0, (await bank.LinesOfAsync(key)).Count);
        }
    }
}
