using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>Adds retries and the command time-out to a context that the application registered itself, and refuses contradictions.</summary>
internal static class EnrichedOptions
{
    internal static void Apply<TContext>(DbContextOptionsBuilder options, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
        where TContext : DbContext
    {
        var chosen = options.Options.Extensions.OfType<RelationalOptionsExtension>().FirstOrDefault();
        options.UseNpgsql(npgsql =>
        {
            if (!settings.DisableRetry)
            {
                EnableRetry(npgsql, options.Options, chosen);
            }

            if (settings.CommandTimeout is { } timeout)
            {
                if (chosen?.CommandTimeout is { } other && other != timeout)
                {
                    throw new InvalidOperationException(
                        $"{typeof(TContext).Name} has two command time-outs: {other} s in its options and {timeout} s in {nameof(NpgsqlEntityFrameworkCorePostgreSQLSettings)}.");
                }

                npgsql.CommandTimeout(timeout);
            }
        });
    }

    private static void EnableRetry(NpgsqlDbContextOptionsBuilder npgsql, DbContextOptions options, RelationalOptionsExtension? chosen)
    {
#pragma warning disable EF1001 // The only way to see which strategy the application chose.
        var strategy = chosen?.ExecutionStrategyFactory?.Invoke(new ExecutionStrategyDependencies(null!, options, null!));
#pragma warning restore EF1001
        if (strategy is NpgsqlRetryingExecutionStrategy)
        {
            return;
        }

        if (strategy is not null && !IsProviderDefault(strategy))
        {
            throw new InvalidOperationException(
                $"A custom execution strategy is configured: set {nameof(NpgsqlEntityFrameworkCorePostgreSQLSettings)}.{nameof(NpgsqlEntityFrameworkCorePostgreSQLSettings.DisableRetry)}.");
        }

        npgsql.EnableRetryOnFailure();
    }

    // The provider's strategy without retries is an internal type, so it is known by where it comes from.
    private static bool IsProviderDefault(IExecutionStrategy strategy) =>
        strategy.GetType().Assembly == typeof(NpgsqlRetryingExecutionStrategy).Assembly;
}
