using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ReferenceShop.Gateway.Tests;

public sealed partial class StorePagesTests : GatewayTest
{
    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/orders")]
    [InlineData("/orders/8f14e45f-ceea-867a-9a36-dedd4bea2543")]
    [InlineData("/products/kettle")]
    public async Task The_page_answers_at_every_address_that_it_understands(string path)
    {
        using var response = await Gateway.NewClient().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<title>ReferenceShop</title>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/js/app.js", "text/javascript")]
    [InlineData("/store.css", "text/css")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    public async Task Its_parts_have_the_types_that_browsers_insist_on(string path, string type)
    {
        using var response = await Gateway.NewClient().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_browser_asks_each_time_and_hears_that_nothing_changed()
    {
        using var client = Gateway.NewClient();
        using var first = await client.GetAsync("/store.css");
        client.DefaultRequestHeaders.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));

        using var second = await client.GetAsync("/store.css");

        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_page_may_use_what_is_its_own_and_nothing_else()
    {
        using var response = await Gateway.NewClient().GetAsync("/");

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Nothing_in_the_page_needs_more_than_that()
    {
        var page = await Gateway.NewClient().GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.DoesNotMatch(InlineCode(), page);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task The_gateway_is_ready_and_alive_by_itself(string path)
    {
        await Gateway.StoreBff.StopAsync();

        using var response = await Gateway.NewClient().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(Gateway.StoreBff.Calls);
    }

    // Scripts with content, styles with content, handlers and style attributes.
    [GeneratedRegex("""<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineCode();
}
