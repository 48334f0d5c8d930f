using Microsoft.Extensions.Options;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>Where a buyer's request meets its checkout: starts it, waits for a while, and gives the one answer.</summary>
internal sealed class CheckoutDesk(SagaStore store, SagaRunner runner, IOptions<OrchestrationOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    public async Task<Answer> CheckOutAsync(string buyerId, string key, CheckoutRequest request, CancellationToken cancellationToken)
    {
        var saga = await store.FindOrAddAsync(
            Saga.Start(OrderId.From(buyerId, key), buyerId, key, request.PaymentToken, request.Fingerprint(), clock.GetUtcNow()), cancellationToken);
        if (saga.Fingerprint != request.Fingerprint())
        {
            return Answer.Of(Refusals.KeyReused());
        }

        if (Answer.Remembered(saga) is { } remembered)
        {
            return remembered;
        }

        if (saga.State == SagaState.Rejected)
        {
            await store.TryChangeAsync(saga, rejected => rejected.Restart(request.PaymentToken), cancellationToken);
        }

        saga = await WaitAsync(saga.OrderId, cancellationToken);
        if (!saga.IsOver && saga is { ProblemStatus: not null, LeaseOwner: null })
        {
            // Nothing has happened yet and something that it takes is away: better to say so now than to buy later, when nobody waits for it.
            await store.TryChangeAsync(saga, idle => idle.Reject(clock.GetUtcNow()), cancellationToken);
            saga = (await store.FindAsync(saga.OrderId, cancellationToken))!;
        }

        var answer = Answer.For(saga);
        return saga.State == SagaState.Rejected ? answer : await store.RememberAsync(saga.OrderId, answer, cancellationToken);
    }

    /// <summary>Until it is over, until its run pauses, or until the buyer has waited long enough; the run goes on without him.</summary>
    private async Task<Saga> WaitAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var run = runner.RunAsync(orderId);
        await Task.WhenAny(run, Task.Delay(options.Value.AnswerWithin, clock, cancellationToken));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var saga = (await store.FindAsync(orderId, cancellationToken))!;
            // With an owner although our run is over, another replica is at it.
            if (saga.IsOver || saga.LeaseOwner is null || clock.GetElapsedTime(start) >= options.Value.AnswerWithin)
            {
                return saga;
            }

            await Task.Delay(s_look, clock, cancellationToken);
        }
    }
}
