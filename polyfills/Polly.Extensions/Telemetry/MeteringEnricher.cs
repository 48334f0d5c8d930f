namespace Polly.Telemetry;

/// <summary>Adds tags to the metrics of pipelines.</summary>
public abstract class MeteringEnricher
{
    /// <summary>Called for every measurement.</summary>
    /// <typeparam name="TResult">The type of the execution's result.</typeparam>
    /// <typeparam name="TArgs">The type of the event's arguments.</typeparam>
    /// <param name="context">The event and its tags.</param>
    public abstract void Enrich<TResult, TArgs>(in EnrichmentContext<TResult, TArgs> context);
}

/// <summary>An event that is about to be measured.</summary>
/// <typeparam name="TResult">The type of the execution's result.</typeparam>
/// <typeparam name="TArgs">The type of the event's arguments.</typeparam>
/// <param name="telemetryEvent">The event.</param>
/// <param name="tags">The tags of the measurement.</param>
public readonly struct EnrichmentContext<TResult, TArgs>(
    in TelemetryEventArguments<TResult, TArgs> telemetryEvent, IList<KeyValuePair<string, object?>> tags)
{
    /// <summary>The event.</summary>
    public TelemetryEventArguments<TResult, TArgs> TelemetryEvent { get; } = telemetryEvent;

    /// <summary>The tags of the measurement, to add to.</summary>
    public IList<KeyValuePair<string, object?>> Tags { get; } = tags;
}

/// <summary>An event whose severity is asked for.</summary>
/// <param name="source">The pipeline and strategy.</param>
/// <param name="resilienceEvent">The event with its usual severity.</param>
/// <param name="context">The execution.</param>
public readonly struct SeverityProviderArguments(
    ResilienceTelemetrySource source, ResilienceEvent resilienceEvent, ResilienceContext context)
{
    /// <summary>The pipeline and strategy.</summary>
    public ResilienceTelemetrySource Source { get; } = source;

    /// <summary>The event with its usual severity.</summary>
    public ResilienceEvent Event { get; } = resilienceEvent;

    /// <summary>The execution.</summary>
    public ResilienceContext Context { get; } = context;
}
