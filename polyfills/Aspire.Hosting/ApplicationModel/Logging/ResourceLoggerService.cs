using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console logs of all resources: what their processes print, and what the host has to say about them. Each keeps its last 10,000 lines.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Channel<LogSubscriber>, byte> _subscriberWatchers = new();
    private readonly CancellationTokenSource _disposing = new();

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Writes to the log of a resource; of all its instances, if it has several.</summary>
    /// <param name="resource">The resource.</param>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceLogger(this, resource);
    }

    /// <summary>Writes to the log of one instance.</summary>
    /// <param name="resourceName">The instance.</param>
    public ILogger GetLogger(string resourceName) => For(resourceName);

    /// <summary>The lines so far and new ones as they come, of all instances of a resource; ends when they are complete.</summary>
    /// <param name="resource">The resource.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var names = resource.GetResolvedResourceNames();
        return names is [var name] ? WatchAsync(name) : MergeAsync(names.Select(WatchAsync));
    }

    /// <summary>The lines so far and new ones as they come, of one instance; ends when it is complete.</summary>
    /// <param name="resourceName">The instance.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) =>
        WatchUntilDisposedAsync(For(resourceName));

    /// <summary>The lines so far, of all instances of a resource.</summary>
    /// <param name="resource">The resource.</param>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetResolvedResourceNames())
        {
            await foreach (var batch in GetAllAsync(name))
            {
                yield return batch;
            }
        }
    }

    /// <summary>The lines so far, of one instance.</summary>
    /// <param name="resourceName">The instance.</param>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask;
        var lines = For(resourceName).GetLines();
        if (lines.Count > 0)
        {
            yield return lines;
        }
    }

    /// <summary>Tells which logs somebody watches, now and whenever that changes.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogSubscriber>();
        _subscriberWatchers.TryAdd(channel, 0);
        try
        {
            foreach (var log in _logs.Values.Where(log => log.HasWatchers))
            {
                yield return new LogSubscriber(log.Name, AnySubscribers: true);
            }

            await foreach (var subscriber in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return subscriber;
            }
        }
        finally
        {
            _subscriberWatchers.TryRemove(channel, out _);
        }
    }

    /// <summary>Ends the logs of a resource: those who watch them see the end.</summary>
    /// <param name="resource">The resource.</param>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetResolvedResourceNames())
        {
            Complete(name);
        }
    }

    /// <summary>Ends the log of an instance.</summary>
    /// <param name="name">The instance.</param>
    public void Complete(string name) => For(name).Complete();

    /// <summary>Forgets the lines so far, of one instance.</summary>
    /// <param name="resourceName">The instance.</param>
    public void ClearBacklog(string resourceName) => For(resourceName).Clear();

    /// <summary>Ends everything that watches.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (!_disposing.IsCancellationRequested)
        {
            _disposing.Cancel();
        }
    }

    /// <summary>Adds a line as a process has printed it.</summary>
    internal void Append(string resourceName, string content, bool isError) => For(resourceName).Append(content, isError);

    private ResourceLog For(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return _logs.GetOrAdd(resourceName, name => new ResourceLog(name, TimeProvider, TellSubscriberWatchers));
    }

    private void TellSubscriberWatchers(LogSubscriber subscriber)
    {
        foreach (var watcher in _subscriberWatchers.Keys)
        {
            watcher.Writer.TryWrite(subscriber);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchUntilDisposedAsync(
        ResourceLog log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token, cancellationToken);
        await foreach (var batch in log.WatchAsync(linked.Token))
        {
            yield return batch;
        }
    }

    private static async IAsyncEnumerable<T> MergeAsync<T>(
        IEnumerable<IAsyncEnumerable<T>> sources, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateUnbounded<T>();
        var readers = sources.Select(source => ReadAsync(source, channel.Writer, ended.Token)).ToArray();
        _ = Task.WhenAll(readers).ContinueWith(all => channel.Writer.TryComplete(all.Exception?.InnerException), TaskScheduler.Default);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> writer, CancellationToken cancellationToken)
    {
        await foreach (var item in source.WithCancellation(cancellationToken))
        {
            writer.TryWrite(item);
        }
    }

    /// <summary>Resolves the instances at every line: a resource gets them after loggers were handed out.</summary>
    private sealed class ResourceLogger(ResourceLoggerService service, IResource resource) : ILogger
    {
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            foreach (var name in resource.GetResolvedResourceNames())
            {
                service.For(name).Log(logLevel, eventId, state, exception, formatter);
            }
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
