using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>How the client routes; without routing every attempt goes to the request's own URI.</summary>
internal sealed class RequestRouting
{
    public Func<RequestRoute>? Begin { get; set; }
}

/// <summary>The groups that the attempts of one request have not used yet.</summary>
internal sealed class RequestRoute
{
    private readonly List<UriEndpointGroup> _left;
    private readonly Func<List<UriEndpointGroup>, int, UriEndpointGroup> _choose;
    private int _attempt;

    private RequestRoute(IEnumerable<UriEndpointGroup> groups, Func<List<UriEndpointGroup>, int, UriEndpointGroup> choose)
    {
        _left = [.. groups];
        _choose = choose;
    }

    public static ResiliencePropertyKey<RequestRoute> Key { get; } = new("Resilience.Http.RequestRoutingStrategy");

    public static RequestRoute Ordered(OrderedGroupsRoutingOptions options) => new(options.Groups, static (left, _) => left[0]);

    public static RequestRoute Weighted(WeightedGroupsRoutingOptions options) => new(options.Groups, (left, attempt) =>
        attempt == 0 || options.SelectionMode == WeightedGroupSelectionMode.EveryAttempt
            ? Draw(left, static group => ((WeightedUriEndpointGroup)group).Weight)
            : left[0]);

    /// <summary>The endpoint for the next attempt, or null when every group has been used.</summary>
    public Uri? Next()
    {
        if (_left.Count == 0)
        {
            return null;
        }

        var group = _choose(_left, _attempt++);
        _left.Remove(group);
        return Draw(group.Endpoints, static endpoint => endpoint.Weight).Uri;
    }

    /// <summary>A URI at another endpoint.</summary>
    public static Uri At(Uri uri, Uri endpoint) =>
        new UriBuilder(endpoint) { Path = uri.LocalPath, Query = uri.Query.TrimStart('?') }.Uri;

    private static T Draw<T>(IList<T> items, Func<T, int> weightOf)
    {
        var ticket = Random.Shared.NextInt64(items.Sum(item => (long)weightOf(item)));
        return items.First(item => (ticket -= weightOf(item)) < 0);
    }
}
