using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace ReferenceShop.Orchestration.Checkouts;

public sealed record CheckoutRequest([property: Required, StringLength(64, MinimumLength = 1)] string PaymentToken)
{
    internal string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PaymentToken)));
}

public sealed record CheckoutResponse(Guid OrderId, string Status);

public sealed record CheckoutStateResponse(
    Guid OrderId, SagaState State, string? Reason, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<StepResponse> Steps)
{
    internal static CheckoutStateResponse From(Saga saga) => new(
        saga.OrderId, saga.State, saga.Reason, saga.StartedAt, saga.EndedAt,
        [.. saga.Steps.OrderBy(s => s.Number).Select(s => new StepResponse(s.Name, s.Attempts, s.StartedAt, s.FinishedAt, s.Outcome, s.Detail))]);
}

public sealed record StepResponse(
    SagaState Name, int Attempts, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string? Outcome, string? Detail);
