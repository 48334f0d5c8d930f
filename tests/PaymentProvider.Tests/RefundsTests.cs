using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferenceShop.Tests;
using static ReferenceShop.PaymentProvider.Tests.BankApplication;

namespace ReferenceShop.PaymentProvider.Tests;

public sealed class RefundsTests(BankApplication bank) : IClassFixture<BankApplication>
{
    [Fact]
    public async Task Refunding_gives_the_whole_charge_back_once()
    {
        var (charge, refund) = (NewKey(), NewKey());
        await bank.ChargeAsync(charge);

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bank.RefundAsync(refund, charge)));

        var bodies = await Task.WhenAll(responses.Select(response => Expect.JsonAsync(response, 201)));
        var expected = new JsonObject
        {
            ["id"] = (string?)bodies[0]["id"], ["status"] = "refunded", ["amount"] = 1999, ["currency"] = "EUR", ["chargeKey"] = charge,
        };
        Assert.All(bodies, body => Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString()));
        Assert.Equal(["charge", "refund"], (await bank.LinesOfAsync(charge)).Select(line => (string?)line["kind"]));
    }

    [Fact]
    public async Task Refunding_under_another_key_is_a_409_problem()
    {
        var charge = NewKey();
        await bank.ChargeAsync(charge);
        await bank.RefundAsync(NewKey(), charge);

        using var response = await bank.RefundAsync(NewKey(), charge);

        await Expect.ProblemAsync(response, 409, "already-refunded", "Already refunded", "A charge is given back once.");
    }

    [Fact]
    public async Task Reusing_a_refund_key_is_a_422_problem()
    {
        var (charge, refund) = (NewKey(), NewKey());
        await bank.ChargeAsync(charge);
        await bank.RefundAsync(refund, charge);

        using var response = await bank.RefundAsync(refund, charge, reason: "another reason");

        await Expect.ProblemAsync(
            response, 422, "idempotency-key-reused", "The idempotency key was used for another request", "Repeat the first request unchanged, or take a new key.");
    }

    [Fact]
    public async Task Refunding_what_was_never_charged_is_a_404_problem()
    {
        using var response = await bank.RefundAsync(NewKey(), "no-such-charge");

        await Expect.ProblemAsync(response, 404, "unknown-charge", "No such charge", "Nothing was charged under this key.");
    }

    [Fact]
    public async Task The_balance_is_what_the_statement_adds_up_to()
    {
        var key = NewKey();
        await bank.ChargeAsync(key, amount: 700);
        await bank.ChargeAsync(NewKey(), amount: 50);
        await bank.ChargeAsync(NewKey(), "tok_declined");
        await bank.RefundAsync(NewKey(), key);

        var balance = (await bank.Client.GetFromJsonAsync<JsonNode>("/v1/balance"))!;

        var lines = (await bank.Client.GetFromJsonAsync<JsonNode>("/v1/statement?limit=500"))!["items"]!.AsArray();
        var charged = lines.Where(line => (string?)line!["kind"] == "charge").Sum(line => (long)line!["amount"]!);
        var refunded = lines.Where(line => (string?)line!["kind"] == "refund").Sum(line => (long)line!["amount"]!);
        var expected = new JsonObject { ["charged"] = charged, ["refunded"] = refunded, ["net"] = charged - refunded };
        Assert.True(JsonNode.DeepEquals(expected, balance), balance.ToJsonString());
    }

    [Fact]
    public async Task The_statement_goes_on_after_the_last_line_that_was_read()
    {
        await bank.ChargeAsync(NewKey());
        await bank.ChargeAsync(NewKey());

        var all = (await bank.Client.GetFromJsonAsync<JsonNode>("/v1/statement?limit=500"))!["items"]!.AsArray();
        var first = (await bank.Client.GetFromJsonAsync<JsonNode>("/v1/statement?limit=1"))!;
        var rest = (await bank.Client.GetFromJsonAsync<JsonNode>($"/v1/statement?after={first["next"]}&limit=500"))!["items"]!.AsArray();

        Assert.Equal(
            all.Select(line => (long)line!["seq"]!),
            first["items"]!.AsArray().Concat(rest).Select(line => (long)line!["seq"]!));
    }

    [Theory]
    [InlineData("/v1/statement?limit=0")]
    [InlineData("/v1/statement?limit=501")]
    [InlineData("/v1/statement?after=-1")]
    [InlineData("/v1/balance?currency=euro")]
    public async Task Asking_beyond_the_limits_is_a_400_problem(string path)
    {
        using var response = await bank.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
