using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console log of one instance: the last lines, and those who watch it.</summary>
internal sealed class ResourceLog(string name, TimeProvider timeProvider, Action<LogSubscriber> subscribersChanged) : ILogger
{
    private const int MaxLines = 10_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<LogLine> _lines = [];
    private readonly List<Channel<LogLine>> _watchers = [];
    private int _lastLineNumber;
    private bool _completed;

    public string Name => name;

    public bool HasWatchers
    {
        get
        {
            lock (_lock)
            {
                return _watchers.Count > 0;
            }
        }
    }

    public void Append(string content, bool isError)
    {
        lock (_lock)
        {
            var line = new LogLine(++_lastLineNumber, content, isError);
            _lines.AddLast(line);
            if (_lines.Count > MaxLines)
            {
                _lines.RemoveFirst();
            }

            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    public IReadOnlyList<LogLine> GetLines()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            _lastLineNumber = 0;
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    /// <summary>The lines so far, then new ones as they come, until the log is complete.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogLine>(new UnboundedChannelOptions { SingleReader = true });
        bool isFirst;
        lock (_lock)
        {
            foreach (var line in _lines)
            {
                channel.Writer.TryWrite(line);
            }

            if (_completed)
            {
                channel.Writer.TryComplete();
            }

            isFirst = _watchers.Count == 0;
            _watchers.Add(channel);
        }

        if (isFirst)
        {
            subscribersChanged(new LogSubscriber(name, AnySubscribers: true));
        }

        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                if (batch.Count > 0)
                {
                    yield return batch;
                }
            }
        }
        finally
        {
            bool wasLast;
            lock (_lock)
            {
                _watchers.Remove(channel);
                wasLast = _watchers.Count == 0;
            }

            if (wasLast)
            {
                subscribersChanged(new LogSubscriber(name, AnySubscribers: false));
            }
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        if (exception is not null)
        {
            text = $"{text}{Environment.NewLine}{exception}";
        }

        var time = timeProvider.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        Append($"{time} {text}", logLevel >= LogLevel.Error);
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
