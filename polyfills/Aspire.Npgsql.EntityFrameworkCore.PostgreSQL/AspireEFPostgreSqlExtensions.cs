using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Entity Framework contexts on PostgreSQL, with pooling, retries, health check and telemetry.</summary>
public static class AspireEFPostgreSqlExtensions
{
    private const string InstrumentationName = "Npgsql";

    /// <summary>
    /// Registers <typeparamref name="TContext"/> as a pooled, scoped service that connects by the connection string named <paramref name="connectionName"/>.
    /// </summary>
    /// <typeparam name="TContext">The context; it needs a constructor that takes <see cref="DbContextOptions{TContext}"/>.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="connectionName">Name of the connection string, looked up in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureDbContextOptions">Adds to the context's options, last.</param>
    /// <remarks>A missing connection string is reported when the first context is created, not here.</remarks>
    /// <exception cref="InvalidOperationException">In Development, when the context is registered already.</exception>
    public static void AddNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var contextName = typeof(TContext).Name;
        if (builder.Environment.IsDevelopment() && IsRegistered<TContext>(builder))
        {
            throw new InvalidOperationException(
                $"{contextName} is registered already. Use {nameof(EnrichNpgsqlDbContext)} for a context that the application adds itself.");
        }

        var settings = DbContextSettings.Read(builder, connectionName, contextName);
        configureSettings?.Invoke(settings);

        builder.Services.AddDbContextPool<TContext>(options =>
        {
            // Design-time tools (migrations) build the model without a database.
            var connectionString = EF.IsDesignTime
                ? settings.ConnectionString
                : DbContextSettings.RequireConnectionString(settings, connectionName, contextName);
            options.UseNpgsql(connectionString, npgsql =>
            {
                if (!settings.DisableRetry)
                {
                    npgsql.EnableRetryOnFailure();
                }

                if (settings.CommandTimeout is { } timeout)
                {
                    npgsql.CommandTimeout(timeout);
                }
            });
            configureDbContextOptions?.Invoke(options);
        });
        AddInstrumentation<TContext>(builder, settings);
    }

    /// <summary>Adds retries, the command time-out, health check and telemetry to a context that is registered already.</summary>
    /// <typeparam name="TContext">The registered context.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <exception cref="InvalidOperationException">When the context is not registered; when it is first created, if its options contradict the settings.</exception>
    public static void EnrichNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = DbContextSettings.Read(builder, connectionName: null, typeof(TContext).Name);
        configureSettings?.Invoke(settings);

        if (!settings.DisableRetry || settings.CommandTimeout is not null)
        {
            if (!IsRegistered<TContext>(builder))
            {
                throw new InvalidOperationException($"{typeof(TContext).Name} is not registered: add the context before calling {nameof(EnrichNpgsqlDbContext)}.");
            }

            builder.Services.ConfigureDbContext<TContext>(options => EnrichedOptions.Apply<TContext>(options, settings));
        }

        AddInstrumentation<TContext>(builder, settings);
    }

    private static bool IsRegistered<TContext>(IHostApplicationBuilder builder)
        where TContext : DbContext =>
        builder.Services.Any(service => service.ServiceType == typeof(DbContextOptions<TContext>));

    private static void AddInstrumentation<TContext>(IHostApplicationBuilder builder, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
        where TContext : DbContext
    {
        var check = typeof(TContext).Name;
        if (!settings.DisableHealthChecks && builder.Properties.TryAdd($"Aspire.HealthChecks.{check}", true))
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                check,
                services => ActivatorUtilities.CreateInstance<DbContextHealthCheck<TContext>>(services),
                failureStatus: null,
                tags: null));
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(InstrumentationName));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(InstrumentationName));
        }
    }
}
