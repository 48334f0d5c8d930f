using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures a standard hedging handler.</summary>
public static class StandardHedgingHandlerBuilderExtensions
{
    /// <summary>Sets the options from the configuration, and follows its changes. Keys that are no options are errors.</summary>
    /// <param name="builder">The handler.</param>
    /// <param name="section">The section.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The section is null or empty.</exception>
    public static IStandardHedgingHandlerBuilder Configure(this IStandardHedgingHandlerBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        section.ThrowIfEmpty();
        builder.Services.Configure<HttpStandardHedgingResilienceOptions>(
            builder.Name, section, static binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }

    /// <summary>Sets the options.</summary>
    /// <param name="builder">The handler.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IStandardHedgingHandlerBuilder Configure(
        this IStandardHedgingHandlerBuilder builder, Action<HttpStandardHedgingResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure((options, _) => configure(options));
    }

    /// <summary>Sets the options with the help of services.</summary>
    /// <param name="builder">The handler.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IStandardHedgingHandlerBuilder Configure(
        this IStandardHedgingHandlerBuilder builder, Action<HttpStandardHedgingResilienceOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<HttpStandardHedgingResilienceOptions>(builder.Name).Configure(configure);
        return builder;
    }

    /// <summary>One set of rate limiter, breaker and time-out per scheme, host and port; this is how it is by default.</summary>
    /// <param name="builder">The handler.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IStandardHedgingHandlerBuilder SelectPipelineByAuthority(this IStandardHedgingHandlerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        PipelineSelection.ByAuthority(builder.Services, HttpKey.NameOf(builder.Name, StandardHedgingHandlerBuilder.EndpointPipeline));
        return builder;
    }

    /// <summary>One set of rate limiter, breaker and time-out per key of the requests.</summary>
    /// <param name="builder">The handler.</param>
    /// <param name="selectorFactory">Makes the function from a request to its key.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IStandardHedgingHandlerBuilder SelectPipelineBy(
        this IStandardHedgingHandlerBuilder builder, Func<IServiceProvider, Func<HttpRequestMessage, string>> selectorFactory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(selectorFactory);
        PipelineSelection.By(
            builder.Services, HttpKey.NameOf(builder.Name, StandardHedgingHandlerBuilder.EndpointPipeline), selectorFactory);
        return builder;
    }
}
