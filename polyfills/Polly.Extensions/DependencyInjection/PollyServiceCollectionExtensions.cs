using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.DependencyInjection;
using Polly.Registry;
using Polly.Telemetry;

namespace Polly;

/// <summary>Adds pipelines to an application. They are found by key through <see cref="ResiliencePipelineProvider{TKey}"/> or as keyed services.</summary>
public static class PollyServiceCollectionExtensions
{
    /// <summary>Adds a pipeline for executions with a result of one type.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="key">The key.</param>
    /// <param name="configure">Builds the pipeline.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddResiliencePipeline<TKey, TResult>(
        this IServiceCollection services, TKey key, Action<ResiliencePipelineBuilder<TResult>> configure)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddResiliencePipeline<TKey, TResult>(key, (builder, _) => configure(builder));
    }

    /// <summary>Adds a pipeline for executions with a result of one type.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="key">The key.</param>
    /// <param name="configure">Builds the pipeline.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddResiliencePipeline<TKey, TResult>(
        this IServiceCollection services, TKey key, Action<ResiliencePipelineBuilder<TResult>, AddResiliencePipelineContext<TKey>> configure)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddKeyedTransient(key, static (provider, key) =>
            provider.GetRequiredService<ResiliencePipelineProvider<TKey>>().GetPipeline<TResult>((TKey)key!));
        return services.AddResiliencePipelines<TKey>(context => context.AddResiliencePipeline(key, configure));
    }

    /// <summary>Adds a pipeline.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="key">The key.</param>
    /// <param name="configure">Builds the pipeline.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddResiliencePipeline<TKey>(
        this IServiceCollection services, TKey key, Action<ResiliencePipelineBuilder> configure)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddResiliencePipeline(key, (builder, _) => configure(builder));
    }

    /// <summary>Adds a pipeline.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="key">The key.</param>
    /// <param name="configure">Builds the pipeline.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddResiliencePipeline<TKey>(
        this IServiceCollection services, TKey key, Action<ResiliencePipelineBuilder, AddResiliencePipelineContext<TKey>> configure)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddKeyedTransient(key, static (provider, key) =>
            provider.GetRequiredService<ResiliencePipelineProvider<TKey>>().GetPipeline((TKey)key!));
        return services.AddResiliencePipelines<TKey>(context => context.AddResiliencePipeline(key, configure));
    }

    /// <summary>Adds pipelines whose number or keys are only known when services can be had.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Adds them.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddResiliencePipelines<TKey>(
        this IServiceCollection services, Action<AddResiliencePipelinesContext<TKey>> configure)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<PipelineAdditions<TKey>>().Configure<IServiceProvider>(
            (additions, provider) => configure(new AddResiliencePipelinesContext<TKey>(additions.Items, provider)));
        return services.AddResiliencePipelineRegistry<TKey>();
    }

    /// <summary>Adds the registry of pipelines and sets its options.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddResiliencePipelineRegistry<TKey>(
        this IServiceCollection services, Action<ResiliencePipelineRegistryOptions<TKey>> configure)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddResiliencePipelineRegistry<TKey>().Configure(configure);
    }

    /// <summary>Adds the registry of pipelines, whose builders have telemetry and the application's <see cref="TimeProvider"/>.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddResiliencePipelineRegistry<TKey>(this IServiceCollection services)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(ResiliencePipelineRegistry<TKey>)))
        {
            return services;
        }

        services.AddOptions<TelemetryOptions>().Configure<IServiceProvider>(static (options, provider) =>
            options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory);
        services.TryAddTransient(CreateBuilder);
        services.AddOptions<ResiliencePipelineRegistryOptions<TKey>>().Configure<IServiceProvider>(static (options, provider) =>
            options.BuilderFactory = provider.GetRequiredService<ResiliencePipelineBuilder>);
        services.AddSingleton(CreateRegistry<TKey>);
        services.TryAddSingleton<ResiliencePipelineProvider<TKey>>(static provider => provider.GetRequiredService<ResiliencePipelineRegistry<TKey>>());
        return services;
    }

    private static ResiliencePipelineBuilder CreateBuilder(IServiceProvider provider)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = provider.GetService<TimeProvider>() };
        return builder.ConfigureTelemetry(provider.GetRequiredService<IOptions<TelemetryOptions>>().Value);
    }

    private static ResiliencePipelineRegistry<TKey> CreateRegistry<TKey>(IServiceProvider provider)
        where TKey : notnull
    {
        var registry = new ResiliencePipelineRegistry<TKey>(provider.GetRequiredService<IOptions<ResiliencePipelineRegistryOptions<TKey>>>().Value);
        foreach (var add in provider.GetRequiredService<IOptions<PipelineAdditions<TKey>>>().Value.Items)
        {
            add(registry);
        }

        return registry;
    }
}
