using System.Net;
using System.Text;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.StoreBff.Tests;

public sealed class CartApiTests : StoreBffTest
{
    [Fact]
    public async Task Reading_the_cart_returns_the_aggregated_cart()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Orchestration.On($"GET /v1/cart-summaries/{buyer}", 200, CartWithTwoKettles);

        using var response = await browser.GetAsync("/api/store/cart");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await IsJsonAsync(response, CartWithTwoKettles);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Setting_a_quantity_changes_the_cart_and_returns_it_whole()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Products.On("GET /v1/products/kettle", 200, Kettle);
        Bff.Cart.On($"PUT /v1/carts/{buyer}/items/kettle", 200, "{}");
        Bff.Orchestration.On($"GET /v1/cart-summaries/{buyer}", 200, CartWithTwoKettles);

        using var response = await browser.PutAsync("/api/store/cart/items/kettle", Json("""{"quantity":2}"""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await IsJsonAsync(response, CartWithTwoKettles);
        Assert.Equal("""{"quantity":2}""", Assert.Single(Bff.Cart.Calls).Body);
    }

    [Fact]
    public async Task Zero_takes_a_product_out_even_if_it_is_no_longer_sold()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Cart.On($"PUT /v1/carts/{buyer}/items/gone", 200, "{}");
        Bff.Orchestration.On($"GET /v1/cart-summaries/{buyer}", 200, EmptyCart);

        using var response = await browser.PutAsync("/api/store/cart/items/gone", Json("""{"quantity":0}"""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(Bff.Products.Calls);
    }

    [Fact]
    public async Task An_unknown_product_is_a_404_problem_and_changes_nothing()
    {
        var (browser, _) = Bff.NewVisitor();
        Bff.Products.OnProblem("GET /v1/products/nothing", 404, NotFoundProblem);

        using var response = await browser.PutAsync("/api/store/cart/items/nothing", Json("""{"quantity":1}"""));

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(Bff.Cart.Calls);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("100")]
    [InlineData("2147483647")]
    public async Task A_quantity_outside_0_to_99_names_the_field_and_changes_nothing(string quantity)
    {
        var (browser, _) = Bff.NewVisitor();

        using var response = await browser.PutAsync("/api/store/cart/items/kettle", Json($$"""{"quantity":{{quantity}}}"""));

        await response.IsProblemAsync(HttpStatusCode.BadRequest, """
            {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.",
             "errors":{"quantity":["quantity must be a whole number from 0 to 99."]}}
            """);
        Assert.Empty(Bff.Cart.Calls);
    }

    [Theory]
    [InlineData("""{"quantity":"3"}""")]
    [InlineData("""{"quantity":3.0}""")]
    [InlineData("""{"quantity":1e1}""")]
    [InlineData("""{"quantity":99999999999}""")]
    [InlineData("""{"quantity":null}""")]
    [InlineData("""{"quantity":true}""")]
    [InlineData("""{"quantity":[1]}""")]
    [InlineData("""{"quantity":1""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_body_that_is_no_quantity_is_a_400_problem_and_changes_nothing(string body)
    {
        var (browser, _) = Bff.NewVisitor();

        using var response = await browser.PutAsync("/api/store/cart/items/kettle", Json(body));

        await response.IsPlainProblemAsync(HttpStatusCode.BadRequest);
        Assert.Empty(Bff.Cart.Calls);
    }

    [Fact]
    public async Task Another_content_type_is_a_415_problem()
    {
        var (browser, _) = Bff.NewVisitor();

        using var response = await browser.PutAsync("/api/store/cart/items/kettle", new StringContent("""{"quantity":1}""", Encoding.UTF8, "text/plain"));

        await response.IsPlainProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_a_413_problem()
    {
        var (browser, _) = Bff.NewVisitor();

        using var response = await browser.PutAsync("/api/store/cart/items/kettle", Json($$"""{"quantity":1,"padding":"{{new string('x', 70_000)}}"}"""));

        await response.IsPlainProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Empty(Bff.Cart.Calls);
    }

    [Theory]
    [InlineData("POST", "/api/store/cart", "DELETE, GET")]
    [InlineData("GET", "/api/store/cart/items/kettle", "PUT")]
    [InlineData("DELETE", "/api/store/products", "GET")]
    [InlineData("GET", "/api/store/checkout", "POST")]
    public async Task A_wrong_method_is_a_405_problem_that_names_the_right_ones(string method, string path, string allow)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await Bff.NewBrowser().SendAsync(request);

        await response.IsPlainProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("/api/store")]
    [InlineData("/api/store/carts")]
    [InlineData("/api/store/cart/items")]
    [InlineData("/")]
    public async Task An_unknown_route_is_a_404_problem(string path)
    {
        using var response = await Bff.NewBrowser().GetAsync(path);

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_full_cart_is_told_in_the_words_of_the_cart_service()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Products.On("GET /v1/products/kettle", 200, Kettle);
        Bff.Cart.OnProblem($"PUT /v1/carts/{buyer}/items/kettle", 409, """
            {"type":"https://referenceshop.example/problems/cart-full","title":"The cart is full","detail":"A cart holds 50 products.","status":409,"traceId":"from-upstream"}
            """);

        using var response = await browser.PutAsync("/api/store/cart/items/kettle", Json("""{"quantity":1}"""));

        await response.IsProblemAsync(HttpStatusCode.Conflict, """
            {"type":"https://referenceshop.example/problems/cart-full","title":"The cart is full","detail":"A cart holds 50 products."}
            """);
    }

    [Fact]
    public async Task Emptying_the_cart_is_a_204()
    {
        var (browser, buyer) = Bff.NewVisitor();
        Bff.Cart.On($"DELETE /v1/carts/{buyer}", 204);

        using var response = await browser.DeleteAsync("/api/store/cart");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
