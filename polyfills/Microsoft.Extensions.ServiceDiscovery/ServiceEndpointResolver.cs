using Microsoft.Extensions.ServiceDiscovery.Resolution;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Answers which endpoints a service has. Answers are cached and kept fresh while somebody asks for them.</summary>
public sealed class ServiceEndpointResolver : IAsyncDisposable
{
    private readonly WatcherCache _watchers;
    private volatile bool _disposed;

    internal ServiceEndpointResolver(WatcherCache watchers) => _watchers = watchers;

    /// <summary>The endpoints of a service.</summary>
    /// <param name="serviceName">A name as described at <see cref="ServiceEndpointQuery"/>.</param>
    /// <param name="cancellationToken">Stops waiting for a resolution that is under way.</param>
    /// <returns>The endpoints; the change token of the answer fires when they may have changed.</returns>
    /// <exception cref="ArgumentException">The name is not a valid host or URI.</exception>
    /// <exception cref="InvalidOperationException">No provider was added.</exception>
    /// <exception cref="ObjectDisposedException">The resolver was disposed.</exception>
    public async ValueTask<ServiceEndpointSource> GetEndpointsAsync(string serviceName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serviceName);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return (await _watchers.GetAsync(serviceName, cancellationToken)).Source;
    }

    /// <summary>Stops answering.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return default;
    }
}
