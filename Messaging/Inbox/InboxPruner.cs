using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace ReferenceShop.Messaging.Inbox;

/// <summary>Forgets messages that can no longer come again.</summary>
internal sealed class InboxPruner<TContext>(
    IServiceScopeFactory scopes, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<InboxPruner<TContext>> logger) : BackgroundService
    where TContext : DbContext
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        return await database.ExecuteSqlAsync($"DELETE FROM inbox WHERE handled_at < now() - {options.Value.InboxRetention}", cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                logger.Pruned(await PruneAsync(stoppingToken));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.NotPruned(exception.Message);
            }
        }
    }
}
