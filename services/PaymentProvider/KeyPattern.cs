using Microsoft.AspNetCore.Http.HttpResults;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.PaymentProvider;

/// <summary>What an idempotency key looks like, and what reusing one for something else is answered.</summary>
internal static class KeyPattern
{
    public const string Value = "^[!-~]{1,255}$";

    public static ProblemHttpResult Reused() => TypedResults.Problem(
        statusCode: 422,
        title: "The idempotency key was used for another request",
        detail: "Repeat the first request unchanged, or take a new key.",
        type: Problems.Type("idempotency-key-reused"));
}
