using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class UrlTests
{
    [Fact]
    public async Task The_url_of_an_endpoint_can_be_changed()
    {
        var web = Web().WithUrlForEndpoint("http", url => url.DisplayText = "Store").WithUrlForEndpoint("absent", url => url.DisplayText = "never");

        var url = Assert.Single(await UrlsAsync(web.Resource));

        Assert.Equal(("http://localhost:6001", "Store"), (url.Url, url.DisplayText));
    }

    [Fact]
    public async Task An_endpoint_can_have_another_url()
    {
        var web = Web().WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/openapi/v1.json", DisplayText = "API" });

        var urls = await UrlsAsync(web.Resource);

        Assert.Equal(2, urls.Count);
        Assert.Equal(("/openapi/v1.json", "http"), (urls[1].Url, urls[1].Endpoint?.EndpointName));
    }

    [Fact]
    public async Task A_relative_url_applies_to_all_and_an_absolute_one_is_added()
    {
        var web = Web().WithUrl("/home", "Home").WithUrl("https://docs.example", "Docs");

        Assert.Equal("http://localhost:6001/home", Assert.Single(await UrlsAsync(web.Resource)).Url);
        Assert.Equal("Docs", Assert.Single(web.Resource.Annotations.OfType<ResourceUrlAnnotation>()).DisplayText);
    }

    [Fact]
    public async Task A_url_can_be_an_expression()
    {
        var web = Web();
        web.WithUrl($"{web.GetEndpoint("http")}/admin", "Admin");

        Assert.Equal("http://localhost:6001/admin", (await UrlsAsync(web.Resource))[1].Url);
    }

    private static IResourceBuilder<ExecutableResource> Web()
    {
        var web = TestHost.CreateBuilder().AddExecutable("web", "web", ".").WithHttpEndpoint();
        web.Resource.Allocate(6001);
        return web;
    }

    /// <summary>What the host does once the endpoints have their addresses: one URL for each, then the callbacks.</summary>
    private static async Task<List<ResourceUrlAnnotation>> UrlsAsync(ExecutableResource resource)
    {
        var urls = resource.GetEndpoints().Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }).ToList();
        var context = new ResourceUrlsCallbackContext(new(DistributedApplicationOperation.Run), resource, urls, TestContext.Current.CancellationToken);
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await callback.Callback(context);
        }

        return context.Urls;
    }
}
