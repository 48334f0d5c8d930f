using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace Aspire.RabbitMQ.Client;

/// <summary>The client library reports through an event source; this puts what it says into the host's logs, under the category <c>RabbitMQ.Client</c>.</summary>
internal sealed class RabbitMQLogForwarder : IDisposable
{
    private readonly Lock _gate = new();
    private Listener? _listener;

    public void Start(ILoggerFactory loggers)
    {
        lock (_gate)
        {
            _listener ??= new Listener(loggers.CreateLogger("RabbitMQ.Client"));
        }
    }

    public void Dispose() => _listener?.Dispose();

    private sealed class Listener(ILogger logger) : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "rabbitmq-client")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            var level = eventData.Level switch
            {
                EventLevel.Critical or EventLevel.Error => LogLevel.Error,
                EventLevel.Warning => LogLevel.Warning,
                EventLevel.Informational => LogLevel.Information,
                _ => LogLevel.Debug,
            };

            // The base constructor reports existing event sources before the primary constructor's parameter is stored.
            if (logger?.IsEnabled(level) == true)
            {
                logger.Log(level, new EventId(eventData.EventId, eventData.EventName), eventData, null, static (data, _) => Describe(data));
            }
        }

        private static string Describe(EventWrittenEventArgs data) =>
            data.Payload is { Count: > 0 } payload ? string.Join(' ', payload.Select(Describe)) : data.EventName ?? "";

        // An exception comes as a bag of its type, message and stack.
        private static object? Describe(object? value) =>
            value is IDictionary<string, object?> bag && bag.TryGetValue("Message", out var message) ? $"({message})" : value;
    }
}
