using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ReferenceShop.Testing;

namespace ReferenceShop.Products.Tests;

public sealed class ProductsApiTests(ProductsApplication app)
{
    [Fact]
    public async Task Listing_returns_the_first_twenty_by_default()
    {
        var page = await GetPageAsync("/v1/products");

        Assert.Equal((1, 20, 20), (page.Page, page.PageSize, page.Items.Count));
        Assert.True(page.Total >= 120);
    }

    [Fact]
    public async Task Paging_shows_every_product_once_in_order_of_name()
    {
        var total = (await GetPageAsync("/v1/products")).Total;

        List<ProductResponse> all = [];
        for (var page = 1; all.Count < total; page++)
        {
            all.AddRange((await GetPageAsync($"/v1/products?page={page}&pageSize=37")).Items);
        }

        Assert.Equal(total, all.Select(product => product.Id).Distinct().Count());
        var again = await GetPageAsync("/v1/products?page=2&pageSize=37");
        Assert.Equal(all.Skip(37).Take(37).Select(product => product.Id), again.Items.Select(product => product.Id));
    }

    [Fact]
    public async Task A_page_after_the_last_is_empty_and_knows_the_total()
    {
        var page = await GetPageAsync("/v1/products?page=10000&pageSize=100");

        Assert.Empty(page.Items);
        Assert.True(page.Total >= 120);
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=10001", "page")]
    [InlineData("page=two", "page")]
    [InlineData("pageSize=99999999999", "pageSize")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("q=a%00b", "q")]
    [InlineData("category=a%0Ab", "category")]
    public async Task Listing_names_the_parameter_that_is_out_of_bounds(string query, string field)
    {
        var response = await app.Client.GetAsync($"/v1/products?{query}");

        await response.AssertInvalidAsync(field);
    }

    [Fact]
    public async Task A_query_may_have_a_hundred_characters_and_no_more()
    {
        var longest = await app.Client.GetAsync($"/v1/products?q={new string('x', 100)}");
        var tooLong = await app.Client.GetAsync($"/v1/products?q={new string('x', 101)}");

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        await tooLong.AssertInvalidAsync("q");
    }

    [Fact]
    public async Task Searching_looks_at_name_description_and_category_in_any_case()
    {
        var marker = NewWord();
        var byName = await app.AddProductAsync(name: $"The {marker} lamp");
        var byDescription = await app.AddProductAsync(description: $"It is {marker.ToUpperInvariant()}.");
        var byCategory = await app.AddProductAsync(category: $"Very {marker}");

        var page = await GetPageAsync($"/v1/products?q={marker}");

        Assert.Equal(new[] { byName, byDescription, byCategory }.Order(), page.Items.Select(product => product.Id).Order());
        Assert.Equal(3, page.Total);
    }

    [Fact]
    public async Task Searching_wants_every_word_in_any_order()
    {
        var marker = NewWord();
        var both = await app.AddProductAsync(name: $"Blue {marker}", description: "With a handle.");
        await app.AddProductAsync(name: $"Red {marker}", description: "Without.");

        var page = await GetPageAsync($"/v1/products?q=handle%20%20{marker}%20BLUE");

        Assert.Equal([both], page.Items.Select(product => product.Id));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData(@"\")]
    [InlineData("'")]
    public async Task Pattern_characters_in_a_query_are_ordinary_characters(string character)
    {
        var marker = NewWord();
        var with = await app.AddProductAsync(name: $"{marker}{character}z");
        await app.AddProductAsync(name: $"{marker}xz");

        var page = await GetPageAsync($"/v1/products?q={Uri.EscapeDataString($"{marker}{character}z")}");

        Assert.Equal([with], page.Items.Select(product => product.Id));
    }

    [Fact]
    public async Task A_query_may_be_in_any_script()
    {
        var marker = NewWord();
        var with = await app.AddProductAsync(name: $"{marker} Ärmel 茶 🙂");

        var page = await GetPageAsync($"/v1/products?q={marker}%20{Uri.EscapeDataString("Ärmel 茶 🙂")}");

        Assert.Equal([with], page.Items.Select(product => product.Id));
    }

    [Fact]
    public async Task A_category_narrows_the_list_and_an_unknown_one_empties_it()
    {
        var category = NewWord();
        var first = await app.AddProductAsync(name: "A", category: category);
        var second = await app.AddProductAsync(name: "B", category: category);

        var found = await GetPageAsync($"/v1/products?category={category}");
        var none = await GetPageAsync($"/v1/products?category={NewWord()}");

        Assert.Equal([first, second], found.Items.Select(product => product.Id));
        Assert.Empty(none.Items);
    }

    [Fact]
    public async Task A_page_costs_two_queries_whatever_its_size()
    {
        var queries = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = query => Interlocked.Add(ref queries, (query.GetTagItem("db.query.text") as string ?? query.GetTagItem("db.statement") as string)?.Contains("FROM products", StringComparison.Ordinal) == true ? 1 : 0),
        };
        ActivitySource.AddActivityListener(listener);

        await GetPageAsync("/v1/products?pageSize=100");

        Assert.Equal(2, queries);
    }

    [Fact]
    public async Task Getting_a_product_returns_all_of_it()
    {
        var id = await app.AddProductAsync(stock: 7, name: "Blue kettle", description: "It whistles.", category: "Kettles", price: 4990);

        var product = await app.Client.GetFromJsonAsync<ProductResponse>($"/v1/products/{id}");

        Assert.Equal(new ProductResponse(id, "Blue kettle", "It whistles.", $"/images/{id}.svg", "Kettles", new Price(4990, "EUR"), 7), product);
    }

    [Theory]
    [InlineData("no-such-thing")]
    [InlineData("NOT%20A%20SLUG")]
    public async Task Getting_an_unknown_product_is_a_404_problem(string id)
    {
        var response = await app.Client.GetAsync($"/v1/products/{id}");

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "Not Found");
    }

    [Fact]
    public async Task A_batch_returns_those_that_exist()
    {
        var first = await app.AddProductAsync();
        var second = await app.AddProductAsync();

        var products = await app.Client.GetFromJsonAsync<List<ProductResponse>>($"/v1/products/batch?ids={first}&ids=no-such-thing&ids=a%00b&ids=&ids={second}&ids={first}");

        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), products!.Select(product => product.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_batch_has_one_to_a_hundred_ids()
    {
        var none = await app.Client.GetAsync("/v1/products/batch");
        var hundred = await app.Client.GetAsync("/v1/products/batch?" + string.Join('&', Enumerable.Range(1, 100).Select(i => $"ids=p{i}")));
        var more = await app.Client.GetAsync("/v1/products/batch?" + string.Join('&', Enumerable.Range(1, 101).Select(i => $"ids=p{i}")));

        await none.AssertInvalidAsync("ids");
        Assert.Equal(HttpStatusCode.OK, hundred.StatusCode);
        await more.AssertInvalidAsync("ids");
    }

    [Fact]
    public async Task Categories_say_how_many_products_they_have()
    {
        var category = NewWord();
        await app.AddProductAsync(category: category);
        await app.AddProductAsync(category: category);

        var categories = await app.Client.GetFromJsonAsync<List<CategoryResponse>>("/v1/categories");

        Assert.Contains(new CategoryResponse(category, 2), categories!);
        Assert.Contains(categories!, c => c.Name == "Kitchen");
    }

    [Fact]
    public async Task The_catalogue_is_for_reading()
    {
        var response = await app.Client.DeleteAsync("/v1/products");

        await response.AssertProblemAsync(HttpStatusCode.MethodNotAllowed, "Method Not Allowed");
    }

    [Fact]
    public async Task The_service_describes_every_route()
    {
        var document = await app.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.Equal(
            ["/v1/categories", "/v1/products", "/v1/products/batch", "/v1/products/{id}", "/v1/stock/takes/{orderId}"],
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    private async Task<ProductPage> GetPageAsync(string url) => (await app.Client.GetFromJsonAsync<ProductPage>(url))!;

    private static string NewWord() => $"w{Guid.NewGuid():N}";
}
