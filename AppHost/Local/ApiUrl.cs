namespace ReferenceShop.AppHost.Local;

internal static class ApiUrl
{
    /// <summary>Shows the service's OpenAPI document on the dashboard in place of its bare address.</summary>
    public static IResourceBuilder<ProjectResource> WithApiUrl(this IResourceBuilder<ProjectResource> service) =>
        service.WithUrlForEndpoint("http", url =>
        {
            url.Url = "/openapi/v1.json";
            url.DisplayText = "API";
        });
}
