using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The URLs of a resource on the dashboard: one for each endpoint, those that were added, and what the callbacks make of them.</summary>
internal static partial class ResourceUrls
{
    /// <summary>Works them out, when the endpoints of all resources have their addresses, and leaves them in the annotations.</summary>
    public static async Task ResolveAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var fixedUrls = resource.Annotations.OfType<ResourceUrlAnnotation>().ToArray();
        var context = new ResourceUrlsCallbackContext(executionContext, resource, [.. EndpointUrls(resource), .. fixedUrls], cancellationToken) { Logger = logger };
        try
        {
            foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
            {
                await annotation.Callback(context);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // URLs are for people; a mistake in them keeps nothing from starting.
            LogFailed(logger, exception);
        }

        foreach (var url in fixedUrls)
        {
            resource.Annotations.Remove(url);
        }

        foreach (var url in context.Urls)
        {
            if (url is { Endpoint.IsAllocated: true } && url.Url.StartsWith('/'))
            {
                url.Url = url.Endpoint.Url.TrimEnd('/') + url.Url;
            }

            resource.Annotations.Add(url);
        }
    }

    public static ImmutableArray<UrlSnapshot> SnapshotsOf(IResource resource, bool isActive) =>
    [
        .. resource.Annotations.OfType<ResourceUrlAnnotation>().Select(url => new UrlSnapshot(
            url.Endpoint?.EndpointName, url.Url, IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = !isActive,
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        }),
    ];

    private static IEnumerable<ResourceUrlAnnotation> EndpointUrls(IResource resource) =>
        resource is not IResourceWithEndpoints owner
            ? []
            : owner.GetEndpoints().Where(endpoint => endpoint.IsAllocated).Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint });

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "The URLs of the resource could not be worked out.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
