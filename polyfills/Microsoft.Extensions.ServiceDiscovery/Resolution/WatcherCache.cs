using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Microsoft.Extensions.ServiceDiscovery.Resolution;

/// <summary>One watcher per service name, dropped after about ten seconds in which nobody asked. Shared by every client of the application.</summary>
internal sealed class WatcherCache : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan s_sweepPeriod = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ServiceEndpointWatcherFactory _factory;
    private readonly ITimer _sweeper;
    private volatile bool _disposed;

    public WatcherCache(ServiceEndpointWatcherFactory factory, TimeProvider clock)
    {
        _factory = factory;
        using var flow = ExecutionContext.SuppressFlow();
        _sweeper = clock.CreateTimer(static cache => ((WatcherCache)cache!).Sweep(), this, s_sweepPeriod, s_sweepPeriod);
    }

    /// <summary>The endpoints of a service, and a number that grows with every call, for taking them in turn.</summary>
    public async ValueTask<Answer> GetAsync(string serviceName, CancellationToken cancellationToken)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var entry = _entries.GetOrAdd(serviceName, static (name, factory) => new Entry(factory, name), _factory);
            try
            {
                return await entry.GetAsync(cancellationToken);
            }
            catch (ObjectDisposedException) when (entry.IsDisposed && !_disposed)
            {
                // Swept between the look-up and the call: ask again, for a new one.
                _entries.TryRemove(KeyValuePair.Create(serviceName, entry));
            }
            catch when (!entry.IsCreated)
            {
                _entries.TryRemove(KeyValuePair.Create(serviceName, entry));
                throw;
            }
        }
    }

    public void Dispose() => _ = DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _sweeper.DisposeAsync();
        await Task.WhenAll(_entries.Values.Select(static entry => entry.DisposeAsync().AsTask()));
        _entries.Clear();
    }

    private void Sweep()
    {
        foreach (var (name, entry) in _entries)
        {
            if (entry.IsIdle() && _entries.TryRemove(KeyValuePair.Create(name, entry)))
            {
                _ = entry.DisposeAsync().AsTask();
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Answer(ServiceEndpointSource Source, uint Turn);

    // The watcher is lazy so that two first callers share one.
    private sealed class Entry(ServiceEndpointWatcherFactory factory, string serviceName) : IAsyncDisposable
    {
        private readonly Lazy<ServiceEndpointWatcher> _watcher = new(() => factory.Create(serviceName));
        private uint _turn;
        private int _callers;
        private volatile bool _recentlyUsed = true;

        public bool IsCreated => _watcher.IsValueCreated;

        public bool IsDisposed => IsCreated && _watcher.Value.IsDisposed;

        public async ValueTask<Answer> GetAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _callers);
            try
            {
                return new Answer(await _watcher.Value.GetEndpointsAsync(cancellationToken), Interlocked.Increment(ref _turn));
            }
            finally
            {
                _recentlyUsed = true;
                Interlocked.Decrement(ref _callers);
            }
        }

        /// <summary>True when nobody has asked since the last time this was called.</summary>
        public bool IsIdle()
        {
            var used = _recentlyUsed;
            _recentlyUsed = false;
            return !used && Volatile.Read(ref _callers) == 0;
        }

        public ValueTask DisposeAsync() => IsCreated ? _watcher.Value.DisposeAsync() : default;
    }
}
