using System.Diagnostics;
using OpenTelemetry;

namespace ReferenceShop.ServiceDefaults.Telemetry;

/// <summary>Keeps health probes and the queries of background loops out of the traces: they would bury the requests that people look for.</summary>
internal sealed class HousekeepingFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        var root = data;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        if (IsProbe(root) || IsBackgroundQuery(root))
        {
            // Exporters skip what is not recorded.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    private static bool IsProbe(Activity root)
        => root.Kind == ActivityKind.Server && root.GetTagItem("url.path") is "/health" or "/alive";

    private static bool IsBackgroundQuery(Activity root)
        => root.Kind == ActivityKind.Client && root.ParentSpanId == default && string.Equals(root.Source.Name, "Npgsql", StringComparison.Ordinal);
}
