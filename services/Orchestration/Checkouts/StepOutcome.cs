using ReferenceShop.Orchestration.Clients;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>What came of trying a step.</summary>
internal abstract record StepOutcome(Reply? Problem)
{
    public static Next GoTo(SagaState state) => new(state, Reason: null, Problem: null);

    public static Next Back(string reason) => new(SagaState.Refunding, reason, Problem: null);

    public static Next EndAs(SagaState state, Reply problem) => new(state, Reason: null, problem);

    /// <summary>Done, for good or ill: this is the next state.</summary>
    public sealed record Next(SagaState State, string? Reason, Reply? Problem) : StepOutcome(Problem);

    /// <summary>Nothing is wrong, the other side just needs time.</summary>
    public sealed record Wait() : StepOutcome((Reply?)null);

    /// <summary>It may work the next time. <paramref name="Problem"/> is set where nothing has happened yet and the buyer may be told to come back.</summary>
    public sealed record Retry(string Why, Reply? Problem = null) : StepOutcome(Problem);
}
