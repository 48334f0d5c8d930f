using System.Globalization;
using Polly.Telemetry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Tags measurements with the status code, under the name that the official package uses.</summary>
internal sealed class StatusCodeEnricher : MeteringEnricher
{
    public override void Enrich<TResult, TArgs>(in EnrichmentContext<TResult, TArgs> context)
    {
        if (context.TelemetryEvent.Outcome is { Result: HttpResponseMessage response })
        {
            context.Tags.Add(new("error.type", ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)));
        }
    }
}
