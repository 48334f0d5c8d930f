using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.ServiceDefaults;

/// <summary>Applies the migrations and the seed at start, one instance at a time, and waits for a server that is not there yet.</summary>
internal sealed partial class DatabaseMigrator<TContext>(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<DatabaseMigrator<TContext>> logger, Func<TContext, CancellationToken, Task>? seed)
    : IHostedLifecycleService
    where TContext : DbContext
{
    // Any number will do, as long as every instance uses the same: advisory locks are per database.
    private const long MigrationLock = 0x5e7_0f_b00c;
    private const int MaxAttempts = 30;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await MigrateAsync(cancellationToken);
                return;
            }
            catch (DbException e) when (e.IsTransient && attempt < MaxAttempts)
            {
                LogNotReachable(attempt, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
            }
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();

        // An open connection keeps the session, and with it the lock, over everything that follows; closing it releases the lock.
        await db.Database.OpenConnectionAsync(cancellationToken);
        var limit = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
            if (seed is not null)
            {
                await seed(db, cancellationToken);
            }
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
            // The context goes back to its pool: it must not keep the long time limit.
            db.Database.SetCommandTimeout(limit);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The database is not reachable yet (attempt {Attempt}): {Reason}")]
    private partial void LogNotReachable(int attempt, string reason);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
