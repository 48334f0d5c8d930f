using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>What a request was before its first attempt; each further attempt gets a copy. The content is shared, so it must not be a stream.</summary>
internal sealed class RequestSnapshot
{
    private readonly HttpMethod _method;
    private readonly Uri? _uri;
    private readonly Version _version;
    private readonly HttpContent? _content;
    private readonly KeyValuePair<string, IEnumerable<string>>[] _headers;
    private readonly KeyValuePair<string, object?>[] _options;

    public RequestSnapshot(HttpRequestMessage request)
    {
        if (request.Content is StreamContent)
        {
            throw new InvalidOperationException("A request whose content is a stream cannot be sent twice, so it cannot be hedged.");
        }

        (_method, _uri, _version, _content) = (request.Method, request.RequestUri, request.Version, request.Content);
        _headers = [.. request.Headers];
        _options = [.. request.Options];
    }

    public static ResiliencePropertyKey<RequestSnapshot> Key { get; } = new("Resilience.Http.Snapshot");

    public HttpRequestMessage CreateRequest()
    {
        var copy = new HttpRequestMessage(_method, _uri) { Version = _version, Content = _content };
        foreach (var (name, values) in _headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        foreach (var (name, value) in _options)
        {
            copy.Options.TryAdd(name, value);
        }

        return copy;
    }
}
