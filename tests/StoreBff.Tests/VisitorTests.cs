using System.Net;
using System.Security.Cryptography;
using System.Text;
using ReferenceShop.StoreBff.Visitors;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.StoreBff.Tests;

public sealed class VisitorTests : StoreBffTest
{
    [Fact]
    public async Task The_first_look_at_a_cart_issues_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        AnswerEveryCart();

        using var response = await Bff.NewBrowser().GetAsync("/api/store/cart");

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^shop_visitor=[A-Za-z0-9_-]{43}; max-age=2592000; path=/; samesite=lax; httponly$", cookie);
    }

    [Fact]
    public async Task Behind_TLS_the_cookie_never_travels_without_it()
    {
        AnswerEveryCart();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/store/cart") { Headers = { { "X-Forwarded-Proto", "https" } } };

        using var response = await Bff.NewBrowser().SendAsync(request);

        Assert.Contains("; secure;", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_visitor_keeps_his_cookie_and_is_the_same_buyer_every_time()
    {
        AnswerEveryCart();
        using var browser = Bff.NewBrowser();

        using var first = await browser.GetAsync("/api/store/cart");
        using var second = await browser.GetAsync("/api/store/cart");

        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.Single(Bff.Orchestration.Calls.Select(c => c.Call).Distinct());
    }

    [Fact]
    public async Task The_services_behind_know_a_digest_of_the_cookie_and_not_the_cookie()
    {
        AnswerEveryCart();

        using var response = await Bff.NewBrowser().GetAsync("/api/store/cart");

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie")).Split('=', ';')[1];
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(cookie)))[..32];
        var call = Assert.Single(Bff.Orchestration.Calls);
        Assert.Equal($"GET /v1/cart-summaries/{digest}", call.Call);
        Assert.DoesNotContain(call.Headers.Values, value => value.Contains(cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_visitors_are_two_buyers()
    {
        AnswerEveryCart();

        using var one = await Bff.NewBrowser().GetAsync("/api/store/cart");
        using var other = await Bff.NewBrowser().GetAsync("/api/store/cart");

        Assert.Equal(2, Bff.Orchestration.Calls.Select(c => c.Call).Distinct().Count());
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789012345678901234567890123456789012345")]
    [InlineData("0123456789012345678901234567890123456789.%2F")]
    public async Task A_cookie_that_was_not_ours_is_replaced(string forged)
    {
        AnswerEveryCart();
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Bff.NewBrowser().BaseAddress };
        browser.DefaultRequestHeaders.Add("Cookie", $"{Visitor.CookieName}={forged}");

        using var response = await browser.GetAsync("/api/store/cart");

        Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain(Bff.Orchestration.Calls, call => call.Call.EndsWith(Visitor.BuyerIdOf(forged), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_buyer_header_from_outside_does_not_make_a_buyer()
    {
        AnswerEveryCart();
        var (browser, buyer) = Bff.NewVisitor();
        browser.DefaultRequestHeaders.Add("X-Buyer-Id", "somebody-else");

        using var response = await browser.GetAsync("/api/store/cart");

        Assert.Equal($"GET /v1/cart-summaries/{buyer}", Assert.Single(Bff.Orchestration.Calls).Call);
    }

    [Theory]
    [InlineData("PUT", "/api/store/cart/items/kettle")]
    [InlineData("DELETE", "/api/store/cart")]
    [InlineData("POST", "/api/store/checkout")]
    public async Task Another_site_cannot_act_for_a_visitor(string method, string path)
    {
        var (browser, _) = Bff.NewVisitor();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        using var response = await browser.SendAsync(request);

        await response.IsProblemAsync(HttpStatusCode.Forbidden, """
            {"type":"https://referenceshop.example/problems/cross-site-request","title":"Another site cannot act for a visitor",
             "detail":"Requests that change something must come from the shop's own pages."}
            """);
        Assert.Empty(Bff.Cart.Calls);
    }

    [Fact]
    public async Task The_shop_itself_can()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Cart.On($"DELETE /v1/carts/{buyer}", 204);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/store/cart") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };

        using var response = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private void AnswerEveryCart() => Bff.Orchestration.OnAny(200, EmptyCart);
}
