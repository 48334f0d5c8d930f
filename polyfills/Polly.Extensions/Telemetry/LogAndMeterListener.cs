using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Polly.Telemetry;

/// <summary>Writes the events of pipelines to the meter and the logger named Polly, with the official names of instruments and tags.</summary>
internal sealed class LogAndMeterListener(TelemetryOptions options) : TelemetryListener
{
    private const string Name = "Polly";
    private const string None = "(null)";

    private static readonly Meter s_meter = new(Name, typeof(LogAndMeterListener).Assembly.GetName().Version?.ToString(3));

    private static readonly Counter<int> s_events = s_meter.CreateCounter<int>(
        "resilience.polly.strategy.events", description: "Events of resilience strategies.");

    private static readonly Histogram<double> s_attempts = s_meter.CreateHistogram<double>(
        "resilience.polly.strategy.attempt.duration", unit: "ms", description: "How long single attempts took.");

    private static readonly Histogram<double> s_executions = s_meter.CreateHistogram<double>(
        "resilience.polly.pipeline.duration", unit: "ms", description: "How long whole executions took.");

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger(Name);
    private readonly TelemetryListener[] _listeners = [.. options.TelemetryListeners];
    private readonly MeteringEnricher[] _enrichers = [.. options.MeteringEnrichers];

    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        foreach (var listener in _listeners)
        {
            listener.Write(in args);
        }

        var severity = options.SeverityProvider?.Invoke(new SeverityProviderArguments(args.Source, args.Event, args.Context)) ?? args.Event.Severity;
        LogEvent(in args, severity);
        Measure(in args, severity);
    }

    private void Measure<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args, ResilienceEventSeverity severity)
    {
        switch (args.Arguments)
        {
            case PipelineExecutedArguments executed when s_executions.Enabled:
                s_executions.Record(executed.Duration.TotalMilliseconds, CollectionsMarshal.AsSpan(Tags(in args, severity)));
                break;
            case ExecutionAttemptArguments attempt when s_attempts.Enabled:
                var tags = Tags(in args, severity);
                tags.Add(new("attempt.number", attempt.AttemptNumber));
                tags.Add(new("attempt.handled", attempt.Handled));
                s_attempts.Record(attempt.Duration.TotalMilliseconds, CollectionsMarshal.AsSpan(tags));
                break;
            case PipelineExecutedArguments or ExecutionAttemptArguments:
                break;
            default:
                if (s_events.Enabled)
                {
                    s_events.Add(1, CollectionsMarshal.AsSpan(Tags(in args, severity)));
                }

                break;
        }
    }

    private List<KeyValuePair<string, object?>> Tags<TResult, TArgs>(
        in TelemetryEventArguments<TResult, TArgs> args, ResilienceEventSeverity severity)
    {
        List<KeyValuePair<string, object?>> tags = [new("event.name", args.Event.EventName), new("event.severity", severity.ToString())];
        AddIfKnown("pipeline.name", args.Source.PipelineName);
        AddIfKnown("pipeline.instance", args.Source.PipelineInstanceName);
        AddIfKnown("strategy.name", args.Source.StrategyName);
        AddIfKnown("operation.key", args.Context.OperationKey);
        AddIfKnown("exception.type", args.Outcome?.Exception?.GetType().FullName);

        var context = new EnrichmentContext<TResult, TArgs>(in args, tags);
        foreach (var enricher in _enrichers)
        {
            enricher.Enrich(in context);
        }

        return tags;

        void AddIfKnown(string tag, string? value)
        {
            if (value is not null)
            {
                tags.Add(new(tag, value));
            }
        }
    }

    private void LogEvent<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args, ResilienceEventSeverity severity)
    {
        var level = ToLogLevel(severity);
        if (!_logger.IsEnabled(level))
        {
            return;
        }

        var pipeline = args.Source.PipelineName ?? None;
        var instance = args.Source.PipelineInstanceName ?? None;
        var strategy = args.Source.StrategyName ?? None;
        var operation = args.Context.OperationKey;
        var exception = args.Outcome?.Exception;
        var result = args.Outcome is { } outcome ? exception?.Message ?? options.ResultFormatter(args.Context, outcome.Result) : null;
        switch (args.Arguments)
        {
            case PipelineExecutingArguments:
                Log.PipelineExecuting(_logger, level, pipeline, instance, operation);
                break;
            case PipelineExecutedArguments executed:
                Log.PipelineExecuted(_logger, level, pipeline, instance, operation, result, executed.Duration.TotalMilliseconds, exception);
                break;
            case ExecutionAttemptArguments attempt:
                Log.ExecutionAttempt(
                    _logger, level, pipeline, instance, strategy, operation, result,
                    attempt.Handled, attempt.AttemptNumber, attempt.Duration.TotalMilliseconds, exception);
                break;
            default:
                Log.ResilienceEvent(_logger, level, args.Event.EventName, pipeline, instance, strategy, operation, result, exception);
                break;
        }
    }

    private static LogLevel ToLogLevel(ResilienceEventSeverity severity) => severity switch
    {
        ResilienceEventSeverity.Debug => LogLevel.Debug,
        ResilienceEventSeverity.Information => LogLevel.Information,
        ResilienceEventSeverity.Warning => LogLevel.Warning,
        ResilienceEventSeverity.Error => LogLevel.Error,
        ResilienceEventSeverity.Critical => LogLevel.Critical,
        _ => LogLevel.None,
    };
}
