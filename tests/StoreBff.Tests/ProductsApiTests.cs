using System.Net;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.StoreBff.Tests;

public sealed class ProductsApiTests : StoreBffTest
{
    [Fact]
    public async Task Listing_returns_the_first_page_by_default()
    {
        const string Page = $$"""{"items":[{{Kettle}}],"page":1,"pageSize":20,"total":1}""";
        Bff.Products.On("GET /v1/products?page=1&pageSize=20", 200, Page);

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await IsJsonAsync(response, Page);
    }

    [Fact]
    public async Task Searching_hands_words_category_and_page_on()
    {
        const string Page = """{"items":[],"page":2,"pageSize":5,"total":0}""";
        Bff.Products.On("GET /v1/products?page=2&pageSize=5&q=tea%20%26%20cake&category=Kitchen", 200, Page);

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products?q=tea%20%26%20cake&category=Kitchen&page=2&pageSize=5");

        await IsJsonAsync(response, Page);
    }

    [Theory]
    [InlineData("page=0", "page", "The field page must be between 1 and 10000.")]
    [InlineData("page=10001", "page", "The field page must be between 1 and 10000.")]
    [InlineData("pageSize=0", "pageSize", "The field pageSize must be between 1 and 100.")]
    [InlineData("pageSize=101", "pageSize", "The field pageSize must be between 1 and 100.")]
    [InlineData("pageSize=-1", "pageSize", "The field pageSize must be between 1 and 100.")]
    [InlineData("page=one", "page", "The field page must be between 1 and 10000.")]
    [InlineData("pageSize=1.5", "pageSize", "The field pageSize must be between 1 and 100.")]
    [InlineData("pageSize=99999999999", "pageSize", "The field pageSize must be between 1 and 100.")]
    public async Task Listing_rejects_a_page_that_cannot_be(string query, string field, string message)
    {
        using var response = await Bff.NewBrowser().GetAsync($"/api/store/products?{query}");

        await response.IsProblemAsync(HttpStatusCode.BadRequest, $$$"""
            {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","errors":{"{{{field}}}":["{{{message}}}"]}}
            """);
        Assert.Empty(Bff.Products.Calls);
    }

    [Fact]
    public async Task Listing_rejects_an_endless_search()
    {
        using var response = await Bff.NewBrowser().GetAsync($"/api/store/products?q={new string('a', 101)}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(Bff.Products.Calls);
    }

    [Fact]
    public async Task Getting_a_product_returns_all_of_it()
    {
        Bff.Products.On("GET /v1/products/kettle", 200, Kettle);

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");

        await IsJsonAsync(response, Kettle);
    }

    [Fact]
    public async Task Getting_an_unknown_product_is_a_404_problem()
    {
        Bff.Products.OnProblem("GET /v1/products/nothing", 404, NotFoundProblem);

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/nothing");

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("under_score")]
    [InlineData("a%2Fb")]
    [InlineData("..%2f..%2fhealth")]
    public async Task What_cannot_be_an_id_is_not_even_asked_for(string id)
    {
        using var response = await Bff.NewBrowser().GetAsync($"/api/store/products/{id}");

        await response.IsPlainProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(Bff.Products.Calls);
    }

    [Fact]
    public async Task Categories_are_listed_with_their_counts()
    {
        Bff.Products.On("GET /v1/categories", 200, """[{"name":"Kitchen","count":12}]""");

        using var response = await Bff.NewBrowser().GetAsync("/api/store/categories");

        await IsJsonAsync(response, """[{"name":"Kitchen","count":12}]""");
    }

    [Fact]
    public async Task Looking_around_needs_no_cookie()
    {
        Bff.Products.On("GET /v1/products/kettle", 200, Kettle);

        using var response = await Bff.NewBrowser().GetAsync("/api/store/products/kettle");

        Assert.False(response.Headers.Contains("Set-Cookie"));
    }
}
