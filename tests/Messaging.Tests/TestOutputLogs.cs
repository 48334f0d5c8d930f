using Microsoft.Extensions.Logging;

namespace ReferenceShop.Messaging.Tests;

/// <summary>Warnings of a service go to the output of the test that runs.</summary>
internal sealed class TestOutputLogs(string service) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(service);

    public void Dispose()
    {
    }

    private sealed class Logger(string service) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            TestContext.Current.TestOutputHelper?.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} {service} {logLevel}: {formatter(state, exception)} {exception}");
    }
}
