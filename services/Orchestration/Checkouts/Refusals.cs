using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.Orchestration.Clients;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>Problems that arise here and not in a service that was called.</summary>
internal static class Refusals
{
    public static Reply CartUnavailable() => Problem(
        503, "cart-unavailable", "The cart is not available", "Nothing was charged. Try again in a moment.");

    public static Reply PaymentFailed() => Problem(
        502, "payment-failed", "The payment failed", "The bank could not take the payment. Nothing was charged.");

    public static Reply KeyReused() => Problem(
        422, "idempotency-key-reused", "The idempotency key was used for another request", "Repeat the first request unchanged, or take a new key.");

    private static Reply Problem(int status, string slug, string title, string detail)
    {
        var type = Problems.Type(slug);
        var problem = new ProblemDetails { Type = type, Title = title, Status = status, Detail = detail };
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString();
        return new(status, JsonSerializer.Serialize(problem, JsonSerializerOptions.Web), type);
    }
}
