using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Polly.Telemetry;

/// <summary>Settings of the telemetry of pipelines.</summary>
public class TelemetryOptions
{
    /// <summary>Sets the defaults: metrics, and logs that go nowhere.</summary>
    public TelemetryOptions()
    {
    }

    /// <summary>Copies settings.</summary>
    /// <param name="other">The settings to copy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public TelemetryOptions(TelemetryOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        TelemetryListeners = [.. other.TelemetryListeners];
        MeteringEnrichers = [.. other.MeteringEnrichers];
        LoggerFactory = other.LoggerFactory;
        ResultFormatter = other.ResultFormatter;
        SeverityProvider = other.SeverityProvider;
    }

    /// <summary>Further listeners, which see every event first.</summary>
    public ICollection<TelemetryListener> TelemetryListeners { get; } = [];

    /// <summary>Makes the logger, whose category is <c>Polly</c>.</summary>
    [Required]
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Add tags to the metrics.</summary>
    public ICollection<MeteringEnricher> MeteringEnrichers { get; } = [];

    /// <summary>Says how a result is logged; a response is logged as its status code.</summary>
    [Required]
    public Func<ResilienceContext, object?, object?> ResultFormatter { get; set; } = static (_, result) =>
        result is HttpResponseMessage response ? (int)response.StatusCode : result;

    /// <summary>Changes the severity of events.</summary>
    public Func<SeverityProviderArguments, ResilienceEventSeverity>? SeverityProvider { get; set; }
}
