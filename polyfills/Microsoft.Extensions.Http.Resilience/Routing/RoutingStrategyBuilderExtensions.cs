using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Sets the endpoints of a hedged client. The last call counts.</summary>
public static class RoutingStrategyBuilderExtensions
{
    /// <summary>Uses groups in their order, set in the configuration.</summary>
    /// <param name="builder">The routing.</param>
    /// <param name="section">The section.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IRoutingStrategyBuilder ConfigureOrderedGroups(this IRoutingStrategyBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Ordered(builder).Bind(section);
        return builder;
    }

    /// <summary>Uses groups in their order.</summary>
    /// <param name="builder">The routing.</param>
    /// <param name="configure">Sets the groups.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IRoutingStrategyBuilder ConfigureOrderedGroups(this IRoutingStrategyBuilder builder, Action<OrderedGroupsRoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Ordered(builder).Configure(configure);
        return builder;
    }

    /// <summary>Uses groups in their order.</summary>
    /// <param name="builder">The routing.</param>
    /// <param name="configure">Sets the groups, with the help of services.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IRoutingStrategyBuilder ConfigureOrderedGroups(
        this IRoutingStrategyBuilder builder, Action<OrderedGroupsRoutingOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Ordered(builder).Configure(configure);
        return builder;
    }

    /// <summary>Draws groups by weight, set in the configuration.</summary>
    /// <param name="builder">The routing.</param>
    /// <param name="section">The section.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IRoutingStrategyBuilder ConfigureWeightedGroups(this IRoutingStrategyBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Weighted(builder).Bind(section);
        return builder;
    }

    /// <summary>Draws groups by weight.</summary>
    /// <param name="builder">The routing.</param>
    /// <param name="configure">Sets the groups.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IRoutingStrategyBuilder ConfigureWeightedGroups(this IRoutingStrategyBuilder builder, Action<WeightedGroupsRoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Weighted(builder).Configure(configure);
        return builder;
    }

    /// <summary>Draws groups by weight.</summary>
    /// <param name="builder">The routing.</param>
    /// <param name="configure">Sets the groups, with the help of services.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IRoutingStrategyBuilder ConfigureWeightedGroups(
        this IRoutingStrategyBuilder builder, Action<WeightedGroupsRoutingOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Weighted(builder).Configure(configure);
        return builder;
    }

    private static OptionsBuilder<OrderedGroupsRoutingOptions> Ordered(IRoutingStrategyBuilder builder) =>
        Use<OrderedGroupsRoutingOptions, OrderedGroupsRoutingOptionsValidator>(builder, RequestRoute.Ordered);

    private static OptionsBuilder<WeightedGroupsRoutingOptions> Weighted(IRoutingStrategyBuilder builder) =>
        Use<WeightedGroupsRoutingOptions, WeightedGroupsRoutingOptionsValidator>(builder, RequestRoute.Weighted);

    private static OptionsBuilder<TOptions> Use<
        TOptions, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(
        IRoutingStrategyBuilder builder, Func<TOptions, RequestRoute> begin)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<RequestRouting>(builder.Name).Configure<IOptionsMonitor<TOptions>>(
            (routing, options) => routing.Begin = () => begin(options.Get(builder.Name)));
        return builder.Services.AddOptionsWithValidateOnStart<TOptions, TValidator>(builder.Name);
    }
}
