using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>Runs checkouts: claims one, tries step after step with a commit before and after each, and gives it back.</summary>
internal sealed class SagaRunner(
    IServiceScopeFactory scopes, IOptions<OrchestrationOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SagaRunner> logger)
{
    private const int TriesPerRun = 3;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<Guid, Lazy<Task>> _runs = new();

    public int Running => _runs.Count;

    private bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Runs the checkout, or joins the run that this process already has of it. The run outlives whoever waits for it.</summary>
    public Task RunAsync(Guid orderId) => _runs.GetOrAdd(orderId, id => new(() => Task.Run(() => RunAndForgetAsync(id)))).Value;

    /// <summary>Waits for the steps that are being tried; after a stop was asked for, no run begins another.</summary>
    public Task DrainAsync() => Task.WhenAll(_runs.Values.Select(run => run.Value));

    private async Task RunAndForgetAsync(Guid orderId)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<SagaStore>();
            if (await store.ClaimAsync(orderId, CancellationToken.None) is { } saga)
            {
                using var activity = OrchestrationTelemetry.Continue(saga);
                await RunStepsAsync(saga, store, scope.ServiceProvider.GetRequiredService<CheckoutSaga>());
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            logger.LeaseLost(orderId);
        }
        catch (Exception e)
        {
            // The lease runs out and the sweeper takes the checkout up again.
            logger.RunFailed(orderId, e);
        }
        finally
        {
            _runs.TryRemove(orderId, out _);
        }
    }

    /// <summary>Goes on until the end, or until it is time to pause and give the checkout back.</summary>
    private async Task RunStepsAsync(Saga saga, SagaStore store, CheckoutSaga checkout)
    {
        var start = clock.GetTimestamp();
        var pause = TimeSpan.Zero;
        while (!IsStopping)
        {
            if (!saga.IsTrying)
            {
                saga.Begin(clock.GetUtcNow());
                await store.SaveAsync(CancellationToken.None);
            }

            var outcome = await TryStepAsync(saga, store, checkout);
            if (saga.IsOver)
            {
                logger.Ended(saga.OrderId, saga.State);
                return;
            }

            if (outcome is StepOutcome.Next)
            {
                continue;
            }

            pause = outcome is StepOutcome.Wait ? s_look : s_firstPause * Math.Pow(2, Math.Min(saga.Failures, 10) - 1);
            if (saga.Failures >= TriesPerRun || clock.GetElapsedTime(start) + pause > options.Value.RunFor)
            {
                break;
            }

            await Task.Delay(pause, clock, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        pause = IsStopping ? TimeSpan.Zero : pause;
        await store.ReleaseAsync(saga, pause < options.Value.MaxBackOff ? pause : options.Value.MaxBackOff, CancellationToken.None);
    }

    private async Task<StepOutcome> TryStepAsync(Saga saga, SagaStore store, CheckoutSaga checkout)
    {
        var state = saga.State;
        using var activity = OrchestrationTelemetry.Source.StartActivity($"checkout {state}");
        activity?.SetTag("shop.order.id", saga.OrderId);

        var outcome = await checkout.TryAsync(saga, CancellationToken.None);
        saga.Apply(outcome, clock.GetUtcNow());
        if (outcome is StepOutcome.Next && !saga.IsOver && !IsStopping)
        {
            // The end of this step and the beginning of the next are one commit.
            saga.Begin(clock.GetUtcNow());
        }

        await store.SaveAsync(CancellationToken.None);
        if (outcome is StepOutcome.Retry retry)
        {
            activity?.SetStatus(ActivityStatusCode.Error, retry.Why);
            logger.StepFailed(saga.OrderId, state, saga.Failures, retry.Why);
        }

        return outcome;
    }
}
