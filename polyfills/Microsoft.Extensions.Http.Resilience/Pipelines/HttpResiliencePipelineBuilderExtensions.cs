namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Gives a pipeline several instances, each with its own state, such as a circuit breaker per host.</summary>
public static class HttpResiliencePipelineBuilderExtensions
{
    /// <summary>One instance per scheme, host and port of the requests.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHttpResiliencePipelineBuilder SelectPipelineByAuthority(this IHttpResiliencePipelineBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        PipelineSelection.ByAuthority(builder.Services, builder.PipelineName);
        return builder;
    }

    /// <summary>One instance per key of the requests. Keys are seen in logs and metrics, so they must hold no secrets and be few.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="selectorFactory">Makes the function from a request to its key.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpResiliencePipelineBuilder SelectPipelineBy(
        this IHttpResiliencePipelineBuilder builder, Func<IServiceProvider, Func<HttpRequestMessage, string>> selectorFactory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(selectorFactory);
        PipelineSelection.By(builder.Services, builder.PipelineName, selectorFactory);
        return builder;
    }
}
