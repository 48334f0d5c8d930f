using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.ServiceDiscovery.Resolution;

/// <summary>
/// Keeps the endpoints of one service. They are resolved at the first call, and again when a change token fires; where a provider cannot
/// tell of changes, or after an error, every refresh period. While a periodic refresh runs or fails, the last answer stays in use.
/// </summary>
internal sealed class ServiceEndpointWatcher(
    string serviceName, List<IServiceEndpointProvider> providers, TimeSpan refreshPeriod, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task<ServiceEndpointSource>? _refresh;
    private volatile ServiceEndpointSource? _current;
    private IDisposable? _changes;
    private ITimer? _timer;
    private bool _disposed;

    public bool IsDisposed => _stopping.IsCancellationRequested;

    public async ValueTask<ServiceEndpointSource> GetEndpointsAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return _current is { ChangeToken.HasChanged: false } current ? current : await RefreshAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException exception) when (IsDisposed && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException($"'{serviceName}' is no longer watched.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        StopListening();
        Task? refresh;
        lock (_lock)
        {
            refresh = _refresh;
            _timer?.Dispose();
        }

        await (refresh ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var provider in providers)
        {
            await provider.DisposeAsync();
        }
    }

    /// <summary>Joins the refresh that is running, or starts one.</summary>
    private Task<ServiceEndpointSource> RefreshAsync()
    {
        lock (_lock)
        {
            if (_refresh is null or { IsCompleted: true })
            {
                // The refresh serves every caller, so it must not carry the ambient state of the first one.
                using var flow = ExecutionContext.SuppressFlow();
                _refresh = Task.Run(ResolveAsync);
            }

            return _refresh;
        }
    }

    private void RefreshInBackground()
    {
        if (!IsDisposed)
        {
            // Errors are logged where they happen; nobody waits here.
            _ = RefreshAsync().ContinueWith(static refresh => _ = refresh.Exception, TaskScheduler.Default);
        }
    }

    private async Task<ServiceEndpointSource> ResolveAsync()
    {
        StopListening();
        try
        {
            var list = new EndpointList();
            foreach (var provider in providers)
            {
                _stopping.Token.ThrowIfCancellationRequested();
                await provider.PopulateAsync(list, _stopping.Token);
            }

            var source = list.Build();
            Log.Resolved(logger, serviceName, source.Endpoints.Count, source);
            _current = source;
            ListenFor(source);
            return source;
        }
        catch (Exception exception)
        {
            if (!IsDisposed)
            {
                Log.ResolutionFailed(logger, exception, serviceName);
                RefreshLater();
            }

            throw;
        }
    }

    private void StopListening()
    {
        IDisposable? changes;
        lock (_lock)
        {
            (changes, _changes) = (_changes, null);
        }

        // Outside of the lock: disposing waits for a callback that may itself be waiting for the lock.
        changes?.Dispose();
    }

    private void ListenFor(ServiceEndpointSource source)
    {
        if (!source.ChangeToken.ActiveChangeCallbacks)
        {
            RefreshLater();
            return;
        }

        // A token that has fired already calls back at once and inline; that callback joins the present refresh, and the next caller,
        // finding the answer outdated, starts another.
        var changes = source.ChangeToken.RegisterChangeCallback(static watcher => ((ServiceEndpointWatcher)watcher!).RefreshInBackground(), this);
        lock (_lock)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!IsDisposed)
            {
                _changes = changes;
                return;
            }
        }

        changes.Dispose();
    }

    private void RefreshLater()
    {
        lock (_lock)
        {
            if (!IsDisposed)
            {
                _timer ??= clock.CreateTimer(
                    static watcher => ((ServiceEndpointWatcher)watcher!).RefreshInBackground(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(refreshPeriod, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
