using Microsoft.Net.Http.Headers;

namespace ReferenceShop.Gateway;

/// <summary>The store page: its files, and the addresses that the page itself understands.</summary>
internal static class StorePages
{
    private const string Page = "index.html";

    // Only these. Any other address is unknown and says so, instead of showing a page that cannot show it either.
    private static readonly string[] s_routes = ["/", "/products/{id}", "/orders", "/orders/{id}"];

    public static void MapStorePages(this WebApplication app)
    {
        // Files keep their names from release to release, so browsers ask each time and mostly hear 304.
        var files = new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
        };
        app.UseStaticFiles(files);
        foreach (var route in s_routes)
        {
            app.MapFallbackToFile(route, Page, files).ExcludeFromDescription();
        }
    }
}
