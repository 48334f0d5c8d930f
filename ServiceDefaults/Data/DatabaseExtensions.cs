using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ReferenceShop.ServiceDefaults;

/// <summary>A service's own database.</summary>
public static class DatabaseExtensions
{
    /// <summary>
    /// Adds the context of the PostgreSQL database <paramref name="name"/> and brings its schema up to date before the service becomes ready;
    /// replicas that start together take turns.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="name">The connection's name, as the AppHost references it.</param>
    /// <param name="seed">Runs after the migrations, under the same lock; it must do nothing where its data is there already.</param>
    public static void AddDatabase<TContext>(
        this IHostApplicationBuilder builder, string name, Func<TContext, CancellationToken, Task>? seed = null)
        where TContext : DbContext
    {
        builder.AddNpgsqlDbContext<TContext>(name, settings =>
        {
            settings.CommandTimeout = 5;
            // Effects and messages commit in explicit transactions, which a retrying strategy forbids; callers repeat by key instead.
            settings.DisableRetry = true;
            settings.ConnectionString = WithLimits(settings.ConnectionString);
        });
        builder.Services.AddExceptionHandler<DatabaseUnavailable>();
        builder.Services.AddHostedService(services => new DatabaseMigrator<TContext>(
            services.GetRequiredService<IServiceScopeFactory>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<DatabaseMigrator<TContext>>>(),
            seed));
    }

    // The driver's defaults wait 15 s for a connection, allow 100 of them and never notice a silent peer. The server's let a process that stalled
    // within a transaction keep its rows locked, and every replica waiting for them, for as long as it is stalled.
    private static string? WithLimits(string? connectionString)
    {
        if (connectionString is null)
        {
            return null;
        }

        var limited = new NpgsqlConnectionStringBuilder(connectionString) { Timeout = 5, MaxPoolSize = 30, KeepAlive = 15 };
        limited.Options = $"{limited.Options} -c idle_in_transaction_session_timeout=60s".TrimStart();
        return limited.ConnectionString;
    }
}
