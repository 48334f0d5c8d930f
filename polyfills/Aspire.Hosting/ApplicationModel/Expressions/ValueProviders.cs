namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose value may be known only once the application runs.</summary>
public interface IValueProvider
{
    /// <summary>Resolves the value; waits until it is known.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>Resolves the value as the asker sees it: a container reaches an endpoint under another address than a process does.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);
}

/// <summary>Something that has a symbolic form besides its value.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The symbolic form, e.g. <c>{api.bindings.http.url}</c>.</summary>
    string ValueExpression { get; }
}

/// <summary>A value that also has a symbolic form.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value that is made from others.</summary>
public interface IValueWithReferences
{
    /// <summary>What the value is made from: resources, and values that refer to resources.</summary>
    IEnumerable<object> References { get; }
}

/// <summary>Who asks for a value.</summary>
public class ValueProviderContext
{
    /// <summary>The execution context of the application.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that the value is for.</summary>
    public IResource? Caller { get; init; }

    /// <summary>The network from which endpoints are to be reached; null leaves the choice to <see cref="Caller"/>.</summary>
    public NetworkIdentifier? Network { get; init; }
}

/// <summary>A URL on this machine, as given; containers see the host under another name.</summary>
/// <param name="Url">The URL as a process on this machine uses it.</param>
public record HostUrl(string Url) : IExpressionValue
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        var network = EndpointNetworks.For(context);
        if (network == KnownNetworkIdentifiers.LocalhostNetwork || !Uri.TryCreate(Url, UriKind.Absolute, out var uri) || !uri.IsLoopback)
        {
            return new(Url);
        }

        var builder = new UriBuilder(uri) { Host = KnownHostNames.DockerDesktopHostBridge };
        var rewritten = builder.Uri.ToString();
        return new(Url.EndsWith('/') ? rewritten : rewritten.TrimEnd('/'));
    }
}

/// <summary>The connection string of a resource as a value, which may be allowed to be absent.</summary>
/// <param name="resource">The resource.</param>
/// <param name="optional">Whether an absent connection string is no error.</param>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    /// <summary>The resource.</summary>
    public IResourceWithConnectionString Resource { get; } = resource;

    /// <summary>Whether an absent connection string is no error.</summary>
    public bool Optional { get; } = optional;

    string IManifestExpressionProvider.ValueExpression => Resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        RequireAsync(Resource.GetConnectionStringAsync(cancellationToken));

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        RequireAsync(Resource.GetValueAsync(context, cancellationToken));

    private async ValueTask<string?> RequireAsync(ValueTask<string?> connectionString)
    {
        var value = await connectionString;
        return string.IsNullOrEmpty(value) && !Optional
            ? throw new DistributedApplicationException($"The connection string for the resource '{Resource.Name}' is not available.")
            : value;
    }
}
