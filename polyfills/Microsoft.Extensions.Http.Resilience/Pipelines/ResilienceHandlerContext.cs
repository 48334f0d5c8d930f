using Polly.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>What is at hand while the pipeline of a client is being built.</summary>
public sealed class ResilienceHandlerContext
{
    private readonly AddResiliencePipelineContext<HttpKey> _context;

    internal ResilienceHandlerContext(AddResiliencePipelineContext<HttpKey> context) => _context = context;

    /// <summary>The services of the application.</summary>
    public IServiceProvider ServiceProvider => _context.ServiceProvider;

    /// <summary>The name of the pipeline: the client's name and the one given to it, joined by a hyphen.</summary>
    public string BuilderName => _context.PipelineKey.Name;

    /// <summary>Which of the pipelines of that name this is, for example the authority; empty when there is only one.</summary>
    public string InstanceName => _context.PipelineKey.InstanceName;

    /// <summary>Has the pipeline built anew when options change.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="name">Their name, or null for the default ones.</param>
    public void EnableReloads<TOptions>(string? name = null) => _context.EnableReloads<TOptions>(name);

    /// <summary>The options as they are now.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="name">Their name, or null for the default ones.</param>
    /// <returns>The options.</returns>
    public TOptions GetOptions<TOptions>(string? name = null) => _context.GetOptions<TOptions>(name);

    /// <summary>Registers a callback for the end of the pipeline, which a reload is too.</summary>
    /// <param name="callback">The callback.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public void OnPipelineDisposed(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _context.OnPipelineDisposed(callback);
    }
}
