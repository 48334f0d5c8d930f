using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation between two resources, shown on the dashboard.</summary>
/// <param name="resource">The other resource.</param>
/// <param name="type">What it is to this one, e.g. <c>Parent</c>, <c>Reference</c>, <c>WaitFor</c>.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Resource = {Resource.Name}, RelationshipType = {Type}")]
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>What it is to this one.</summary>
    public string Type { get; } = type ?? throw new ArgumentNullException(nameof(type));
}

/// <summary>The types of relations that the host itself makes.</summary>
internal static class KnownRelationshipTypes
{
    public const string Parent = "Parent";
    public const string Reference = "Reference";
    public const string WaitFor = "WaitFor";
}

/// <summary>The icon of a resource on the dashboard.</summary>
/// <param name="iconName">The name of a Fluent UI icon.</param>
/// <param name="iconVariant">Outlined or filled.</param>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>The name of a Fluent UI icon.</summary>
    public string IconName { get; } = iconName ?? throw new ArgumentNullException(nameof(iconName));

    /// <summary>Outlined or filled.</summary>
    public IconVariant IconVariant { get; } = iconVariant;
}

/// <summary>The form of an icon.</summary>
public enum IconVariant
{
    /// <summary>Outlined.</summary>
    Regular = 0,

    /// <summary>Filled.</summary>
    Filled = 1,
}

/// <summary>A URL of a resource on the dashboard.</summary>
[DebuggerDisplay("Url = {Url}, DisplayText = {DisplayText}")]
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>The place among the URLs of the resource: higher comes first.</summary>
    public int? DisplayOrder;

    /// <summary>The URL; one that begins with a slash is a path of the endpoint's address.</summary>
    public required string Url { get; set; }

    /// <summary>The text that is shown for it; null shows the URL.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The endpoint that it belongs to, if any.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>Where it is shown.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }

    internal ResourceUrlAnnotation WithEndpoint(EndpointReference endpoint) => new()
    {
        Url = Url,
        DisplayText = DisplayText,
        Endpoint = endpoint,
        DisplayOrder = DisplayOrder,
        DisplayLocation = DisplayLocation,
    };
}

/// <summary>Where a URL is shown.</summary>
public enum UrlDisplayLocation
{
    /// <summary>In the list of resources and on the resource's page.</summary>
    SummaryAndDetails = 0,

    /// <summary>On the resource's page only.</summary>
    DetailsOnly = 1,
}
