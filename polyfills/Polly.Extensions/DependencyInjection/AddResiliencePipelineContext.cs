using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly.Registry;

namespace Polly.DependencyInjection;

/// <summary>What is at hand while a pipeline is being built.</summary>
/// <typeparam name="TKey">The type of the pipelines' keys.</typeparam>
public sealed class AddResiliencePipelineContext<TKey>
    where TKey : notnull
{
    private readonly ConfigureBuilderContext<TKey> _registry;

    internal AddResiliencePipelineContext(ConfigureBuilderContext<TKey> registry, IServiceProvider services)
    {
        _registry = registry;
        ServiceProvider = services;
    }

    /// <summary>The key of the pipeline.</summary>
    public TKey PipelineKey => _registry.PipelineKey;

    /// <summary>The services of the application.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <summary>Has the pipeline built anew when options change. Options that are not valid leave it as it is.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="name">Their name, or null for the default ones.</param>
    public void EnableReloads<TOptions>(string? name = null) =>
        _registry.EnableReloads(ServiceProvider.GetRequiredService<IOptionsMonitor<TOptions>>(), name);

    /// <summary>The options as they are now.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="name">Their name, or null for the default ones.</param>
    /// <returns>The options.</returns>
    public TOptions GetOptions<TOptions>(string? name = null) => ServiceProvider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);

    /// <summary>Registers a callback for the end of the pipeline, which a reload is too.</summary>
    /// <param name="callback">The callback.</param>
    public void OnPipelineDisposed(Action callback) => _registry.OnPipelineDisposed(callback);
}
