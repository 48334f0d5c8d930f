using Polly.Registry;

namespace Polly.DependencyInjection;

/// <summary>Adds pipelines while the registry is being made, when services can be had.</summary>
/// <typeparam name="TKey">The type of the pipelines' keys.</typeparam>
public sealed class AddResiliencePipelinesContext<TKey>
    where TKey : notnull
{
    private readonly List<Action<ResiliencePipelineRegistry<TKey>>> _additions;

    internal AddResiliencePipelinesContext(List<Action<ResiliencePipelineRegistry<TKey>>> additions, IServiceProvider services)
    {
        _additions = additions;
        ServiceProvider = services;
    }

    /// <summary>The services of the application.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <summary>Adds a pipeline; the first one of a key counts.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="configure">Builds it, at its first use and at every reload.</param>
    public void AddResiliencePipeline(TKey key, Action<ResiliencePipelineBuilder, AddResiliencePipelineContext<TKey>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _additions.Add(registry => registry.TryAddBuilder(
            key, (builder, context) => configure(builder, new AddResiliencePipelineContext<TKey>(context, ServiceProvider))));
    }

    /// <summary>Adds a pipeline for executions with a result of one type; the first one of a key counts.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="key">Its key.</param>
    /// <param name="configure">Builds it, at its first use and at every reload.</param>
    public void AddResiliencePipeline<TResult>(
        TKey key, Action<ResiliencePipelineBuilder<TResult>, AddResiliencePipelineContext<TKey>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _additions.Add(registry => registry.TryAddBuilder<TResult>(
            key, (builder, context) => configure(builder, new AddResiliencePipelineContext<TKey>(context, ServiceProvider))));
    }
}

/// <summary>Collects the pipelines that the registry is to have.</summary>
internal sealed class PipelineAdditions<TKey>
    where TKey : notnull
{
    public List<Action<ResiliencePipelineRegistry<TKey>>> Items { get; } = [];
}
