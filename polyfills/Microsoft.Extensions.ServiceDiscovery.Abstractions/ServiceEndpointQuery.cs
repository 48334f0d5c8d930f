using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>
/// What a caller asks for, read from a name such as <c>products</c>, <c>http://products</c>, <c>https+http://products</c> (https preferred)
/// or <c>http://_admin.products</c> (the endpoint called admin).
/// </summary>
public sealed class ServiceEndpointQuery
{
    private readonly string _input;

    private ServiceEndpointQuery(string input, IReadOnlyList<string> schemes, string serviceName, string? endpointName)
    {
        _input = input;
        IncludedSchemes = schemes;
        ServiceName = serviceName;
        EndpointName = endpointName;
    }

    /// <summary>The schemes of the name in order of preference; empty when it had none.</summary>
    public IReadOnlyList<string> IncludedSchemes { get; }

    /// <summary>The endpoint of the service, or null for its default one.</summary>
    public string? EndpointName { get; }

    /// <summary>The service.</summary>
    public string ServiceName { get; }

    /// <summary>Reads a name.</summary>
    /// <param name="input">The name, as in the summary of this class.</param>
    /// <param name="query">What it asks for.</param>
    /// <returns>False when the name is not a valid host or URI.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> is null or empty.</exception>
    public static bool TryParse(string input, [NotNullWhen(true)] out ServiceEndpointQuery? query)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);

        query = null;
        var bare = !input.Contains("://", StringComparison.Ordinal) && Uri.TryCreate($"any://{input}", UriKind.Absolute, out _);
        if (!Uri.TryCreate(bare ? $"any://{input}" : input, UriKind.Absolute, out var uri))
        {
            return false;
        }

        var (endpointName, serviceName) = SplitHost(uri.Host);
        query = new ServiceEndpointQuery(input, bare ? [] : uri.Scheme.Split('+'), serviceName, endpointName);
        return true;
    }

    /// <summary>The name that was read.</summary>
    /// <returns>The name.</returns>
    public override string? ToString() => _input;

    private static (string? Endpoint, string Service) SplitHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return host.StartsWith('_') && dot > 1 && !host.EndsWith('.') ? (host[1..dot], host[(dot + 1)..]) : (null, host);
    }
}
