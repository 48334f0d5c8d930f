using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.ServiceDiscovery.Http;
using Microsoft.Extensions.ServiceDiscovery.Providers;
using Microsoft.Extensions.ServiceDiscovery.Resolution;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds service discovery to an application.</summary>
public static class ServiceDiscoveryServiceCollectionExtensions
{
    /// <summary>Adds service discovery with the configuration provider, then the pass-through.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services) =>
        services.AddServiceDiscovery(static _ => { });

    /// <summary>Adds service discovery with the configuration provider, then the pass-through.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureOptions">Sets the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services, Action<ServiceDiscoveryOptions> configureOptions) =>
        services.AddServiceDiscoveryCore(configureOptions).AddConfigurationServiceEndpointProvider().AddPassThroughServiceEndpointProvider();

    /// <summary>Adds service discovery without any provider.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddServiceDiscoveryCore(this IServiceCollection services) =>
        services.AddServiceDiscoveryCore(static _ => { });

    /// <summary>Adds service discovery without any provider.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureOptions">Sets the options.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddServiceDiscoveryCore(this IServiceCollection services, Action<ServiceDiscoveryOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureOptions);

        if (services.All(static service => service.ServiceType != typeof(WatcherCache)))
        {
            services.AddOptions<ServiceDiscoveryOptions>()
                .Validate(static options => options.AllowedSchemes is not null, "ServiceDiscoveryOptions.AllowedSchemes must not be null.");
        }

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServiceEndpointWatcherFactory>();
        services.TryAddSingleton<WatcherCache>();
        services.TryAddSingleton(static provider => new ServiceEndpointResolver(provider.GetRequiredService<WatcherCache>()));
        services.TryAddSingleton<IServiceDiscoveryHttpMessageHandlerFactory, ServiceDiscoveryHttpMessageHandlerFactory>();
        return services.Configure(configureOptions);
    }

    /// <summary>Finds endpoints in the configuration, e.g. <c>Services:products:http:0 = http://localhost:5001</c>.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddConfigurationServiceEndpointProvider(this IServiceCollection services) =>
        services.AddConfigurationServiceEndpointProvider(static _ => { });

    /// <summary>Finds endpoints in the configuration, e.g. <c>Services:products:http:0 = http://localhost:5001</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureOptions">Sets the options.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddConfigurationServiceEndpointProvider(
        this IServiceCollection services, Action<ConfigurationServiceEndpointProviderOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureOptions);

        services.AddServiceDiscoveryCore();
        services.AddSingleton<IServiceEndpointProviderFactory, ConfigurationEndpointProviderFactory>();
        services.AddOptions<ConfigurationServiceEndpointProviderOptions>()
            .Configure(configureOptions)
            .Validate(
                static options => !string.IsNullOrWhiteSpace(options.SectionName),
                "ConfigurationServiceEndpointProviderOptions.SectionName must not be empty.")
            .Validate(
                static options => options.ShouldApplyHostNameMetadata is not null,
                "ConfigurationServiceEndpointProviderOptions.ShouldApplyHostNameMetadata must not be null.");
        return services;
    }

    /// <summary>Lets a name that no other provider knows through as the host it is; always asked last.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddPassThroughServiceEndpointProvider(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddServiceDiscoveryCore();
        services.AddSingleton<IServiceEndpointProviderFactory, PassThroughEndpointProviderFactory>();
        return services;
    }
}
