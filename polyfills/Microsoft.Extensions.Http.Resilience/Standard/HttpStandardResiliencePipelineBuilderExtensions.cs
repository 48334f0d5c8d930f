using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures a standard pipeline.</summary>
public static class HttpStandardResiliencePipelineBuilderExtensions
{
    /// <summary>Sets the options from the configuration, and follows its changes. Keys that are no options are errors.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="section">The section, e.g. <c>{ "Retry": { "MaxRetryAttempts": 5 }, "AttemptTimeout": { "Timeout": "00:00:02" } }</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The section is null or empty.</exception>
    public static IHttpStandardResiliencePipelineBuilder Configure(this IHttpStandardResiliencePipelineBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        section.ThrowIfEmpty();
        builder.Services.Configure<HttpStandardResilienceOptions>(
            builder.PipelineName, section, static binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }

    /// <summary>Sets the options.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder, Action<HttpStandardResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure((options, _) => configure(options));
    }

    /// <summary>Sets the options with the help of services.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder, Action<HttpStandardResilienceOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<HttpStandardResilienceOptions>(builder.PipelineName).Configure(configure);
        return builder;
    }

    /// <summary>One instance of the pipeline per scheme, host and port of the requests.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHttpStandardResiliencePipelineBuilder SelectPipelineByAuthority(this IHttpStandardResiliencePipelineBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        PipelineSelection.ByAuthority(builder.Services, builder.PipelineName);
        return builder;
    }

    /// <summary>One instance of the pipeline per key of the requests. Keys are seen in logs and metrics, so they must hold no secrets and be few.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="selectorFactory">Makes the function from a request to its key.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpStandardResiliencePipelineBuilder SelectPipelineBy(
        this IHttpStandardResiliencePipelineBuilder builder, Func<IServiceProvider, Func<HttpRequestMessage, string>> selectorFactory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(selectorFactory);
        PipelineSelection.By(builder.Services, builder.PipelineName, selectorFactory);
        return builder;
    }

    internal static void ThrowIfEmpty(this IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (!section.GetChildren().Any())
        {
            throw new ArgumentException($"The configuration section '{section.Path}' is empty.", nameof(section));
        }
    }
}
