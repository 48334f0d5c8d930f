using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>An endpoint.</summary>
public class UriEndpoint
{
    /// <summary>Its scheme, host and port; path and query of a request are kept.</summary>
    [Required]
    public Uri? Uri { get; set; }
}

/// <summary>An endpoint with a weight.</summary>
public class WeightedUriEndpoint
{
    internal const int MinWeight = 1;
    internal const int MaxWeight = 64_000;
    internal const int DefaultWeight = MaxWeight / 2;

    /// <summary>Its scheme, host and port; path and query of a request are kept.</summary>
    [Required]
    public Uri? Uri { get; set; }

    /// <summary>Its share relative to the others: 1 to 64 000, by default 32 000.</summary>
    [Range(MinWeight, MaxWeight)]
    public int Weight { get; set; } = DefaultWeight;
}

/// <summary>Endpoints one of which is taken for an attempt.</summary>
public class UriEndpointGroup
{
    /// <summary>The endpoints, at least one.</summary>
    [Length(1, int.MaxValue)]
    [ValidateEnumeratedItems]
    public IList<WeightedUriEndpoint> Endpoints { get; set; } = [];
}

/// <summary>A group with a weight.</summary>
public class WeightedUriEndpointGroup : UriEndpointGroup
{
    /// <summary>Its share relative to the others: 1 to 64 000, by default 32 000.</summary>
    [Range(WeightedUriEndpoint.MinWeight, WeightedUriEndpoint.MaxWeight)]
    public int Weight { get; set; } = WeightedUriEndpoint.DefaultWeight;
}
