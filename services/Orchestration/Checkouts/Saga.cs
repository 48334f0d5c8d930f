using System.Diagnostics;
using ReferenceShop.Orchestration.Clients;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>One checkout, remembered: how far it is, what it needs to go on, and what its buyer was told.</summary>
internal sealed class Saga
{
    private readonly List<SagaStep> _steps = [];

    private Saga()
    {
    }

    public Guid OrderId { get; private init; }

    public string BuyerId { get; private init; } = "";

    public string Key { get; private init; } = "";

    /// <summary>What the first request asked for, hashed; a repeat of its key has to ask for the same.</summary>
    public string Fingerprint { get; private init; } = "";

    /// <summary>Kept only until the payment is decided.</summary>
    public string? PaymentToken { get; private set; }

    public SagaState State { get; private set; }

    public Guid CartId { get; private set; }

    public IReadOnlyList<CartLine> Lines { get; private set; } = [];

    /// <summary>Why it is on the way back.</summary>
    public string? Reason { get; private set; }

    /// <summary>
    /// Why it was declined or rejected; or, while it goes on, what stands in the way of a checkout that has had no effect yet.
    /// </summary>
    public int? ProblemStatus { get; private set; }

    public string? ProblemBody { get; private set; }

    public int? AnswerStatus { get; private set; }

    public string? AnswerBody { get; private set; }

    /// <summary>The trace of the first request; whoever resumes the checkout continues it.</summary>
    public string? TraceParent { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Failed attempts at the current step, in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Grows with every commit of a run and with every change of owner: a run that lost its lease can write nothing more.</summary>
    public int Version { get; private set; }

    /// <summary>Who runs it; nobody once it is over.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>By the clock of the database: when the lease runs out, or when a checkout without an owner is due again.</summary>
    public DateTimeOffset LeaseUntil { get; private set; }

    public IReadOnlyList<SagaStep> Steps => _steps;

    public bool IsOver => EndedAt is not null;

    /// <summary>Whether this run has committed that it tries the current step. What an earlier run tried is tried anew.</summary>
    public bool IsTrying { get; private set; }

    public static Saga Start(Guid orderId, string buyerId, string key, string paymentToken, string fingerprint, DateTimeOffset at) => new()
    {
        OrderId = orderId,
        BuyerId = buyerId,
        Key = key,
        PaymentToken = paymentToken,
        Fingerprint = fingerprint,
        TraceParent = Activity.Current?.Id,
        StartedAt = at,
    };

    /// <summary>Before the step: what is about to be tried.</summary>
    public void Begin(DateTimeOffset at)
    {
        var step = _steps.SingleOrDefault(s => s.Name == State);
        if (step is null)
        {
            _steps.Add(step = new SagaStep(State, _steps.Count + 1));
        }

        step.Begin(at);
        IsTrying = true;
        Version++;
    }

    /// <summary>After the step: what came of it.</summary>
    public void Apply(StepOutcome outcome, DateTimeOffset at)
    {
        var step = _steps.Single(s => s.Name == State);
        IsTrying = false;
        Version++;
        (ProblemStatus, ProblemBody) = (outcome.Problem?.Status, outcome.Problem?.Body);
        switch (outcome)
        {
            case StepOutcome.Next next:
                step.Finish(at, "done", next.Reason);
                (State, Failures) = (next.State, 0);
                Reason = next.Reason ?? Reason;
                PaymentToken = State is SagaState.ReadingCart or SagaState.Paying ? PaymentToken : null;
                EndedAt = State >= SagaState.Completed ? at : null;
                LeaseOwner = EndedAt is null ? LeaseOwner : null;
                break;
            case StepOutcome.Wait:
                step.Finish(at, "waiting", detail: null);
                Failures = 0;
                break;
            case StepOutcome.Retry retry:
                step.Finish(at, "failed", retry.Why);
                Failures++;
                break;
        }
    }

    public void Take(CartContent cart) => (CartId, Lines) = (cart.Id, cart.Lines);

    /// <summary>Nothing has happened and the buyer is told so.</summary>
    public void Reject(DateTimeOffset at)
    {
        (State, EndedAt, PaymentToken) = (SagaState.Rejected, at, null);
        Version++;
    }

    /// <summary>A rejected checkout has had no effect: the same key may try again.</summary>
    public void Restart(string paymentToken)
    {
        (State, EndedAt, PaymentToken, Failures) = (SagaState.ReadingCart, null, paymentToken, 0);
        Version++;
    }
}

/// <summary>What is known about one step of a checkout.</summary>
internal sealed class SagaStep(SagaState name, int number)
{
    public SagaState Name { get; private init; } = name;

    public int Number { get; private init; } = number;

    public int Attempts { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null while it is being tried, and after a crash until it is tried again.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    public string? Outcome { get; private set; }

    public string? Detail { get; private set; }

    public void Begin(DateTimeOffset at)
    {
        Attempts++;
        (StartedAt, FinishedAt, Outcome, Detail) = (at, null, null, null);
    }

    public void Finish(DateTimeOffset at, string outcome, string? detail) =>
        (FinishedAt, Outcome, Detail) = (at, outcome, detail is { Length: > 200 } ? detail[..200] : detail);
}
