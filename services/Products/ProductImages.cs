using Microsoft.AspNetCore.StaticFiles;

namespace ReferenceShop.Products;

/// <summary>Serves the drawings in <c>wwwroot/images</c>.</summary>
internal static class ProductImages
{
    public static void UseProductImages(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = SetHeaders });

    private static void SetHeaders(StaticFileResponseContext context)
    {
        var headers = context.Context.Response.Headers;
        headers.CacheControl = "public, max-age=86400";
        // An SVG opened by itself is a document; this one may draw and nothing else.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        headers.XContentTypeOptions = "nosniff";
    }
}
