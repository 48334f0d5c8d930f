using Microsoft.Extensions.Options;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>Takes up checkouts that nobody runs: their process died, or they paused because a step did not work. Every replica sweeps.</summary>
internal sealed class SagaSweeper(
    IServiceScopeFactory scopes, SagaRunner runner, IOptions<OrchestrationOptions> options, TimeProvider clock, ILogger<SagaSweeper> logger)
    : BackgroundService
{
    private const int MaxRuns = 32;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, clock);
        do
        {
            try
            {
                foreach (var due in await FindDueAsync(MaxRuns - runner.Running, stoppingToken))
                {
                    // Not awaited: one that waits for its bank must not keep the others from being taken up.
                    _ = runner.RunAsync(due);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await runner.DrainAsync().WaitAsync(cancellationToken);
    }

    private async Task<List<Guid>> FindDueAsync(int limit, CancellationToken cancellationToken)
    {
        if (limit <= 0)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SagaStore>().FindDueAsync(limit, cancellationToken);
    }
}
