using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Groups that are used in their order, one per attempt.</summary>
public class OrderedGroupsRoutingOptions
{
    /// <summary>The groups, at least one. There are no more attempts than groups.</summary>
    [Required]
    [Length(1, int.MaxValue)]
    [ValidateEnumeratedItems]
    public IList<UriEndpointGroup> Groups { get; set; } = [];
}

/// <summary>Groups that are drawn by weight, each at most once per request.</summary>
public class WeightedGroupsRoutingOptions
{
    /// <summary>Whether every attempt is drawn, or only the first.</summary>
    public WeightedGroupSelectionMode SelectionMode { get; set; } = WeightedGroupSelectionMode.EveryAttempt;

    /// <summary>The groups, at least one. There are no more attempts than groups.</summary>
    [Required]
    [Length(1, int.MaxValue)]
    [ValidateEnumeratedItems]
    public IList<WeightedUriEndpointGroup> Groups { get; set; } = [];
}

/// <summary>How weighted groups are chosen.</summary>
public enum WeightedGroupSelectionMode
{
    /// <summary>Every attempt draws one of the groups that are left.</summary>
    EveryAttempt,

    /// <summary>The first attempt draws, the others take the groups that are left in their order.</summary>
    InitialAttempt,
}

[OptionsValidator]
internal sealed partial class OrderedGroupsRoutingOptionsValidator : IValidateOptions<OrderedGroupsRoutingOptions>;

[OptionsValidator]
internal sealed partial class WeightedGroupsRoutingOptionsValidator : IValidateOptions<WeightedGroupsRoutingOptions>;
