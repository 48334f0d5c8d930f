using System.Diagnostics;
using ReferenceShop.Orchestration.Checkouts;

namespace ReferenceShop.Orchestration;

internal static class OrchestrationTelemetry
{
    public static readonly ActivitySource Source = new("ReferenceShop.Orchestration");

    /// <summary>Work that no request is behind belongs to the trace of the request that started the checkout.</summary>
    public static Activity? Continue(Saga saga) =>
        Activity.Current is null ? Source.StartActivity("checkout resumed", ActivityKind.Internal, saga.TraceParent) : null;
}
