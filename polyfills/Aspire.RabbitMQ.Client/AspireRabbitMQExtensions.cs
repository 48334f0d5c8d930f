using Aspire.RabbitMQ.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers a RabbitMQ connection with a host.</summary>
public static class AspireRabbitMQExtensions
{
    private const string SectionName = "Aspire:RabbitMQ:Client";

    /// <summary>
    /// Adds a singleton <see cref="IConnectionFactory"/> and the singleton <see cref="IConnection"/> made by it, a health check named <c>RabbitMQ.Client</c>,
    /// log forwarding and tracing.
    /// </summary>
    /// <param name="builder">The host's builder; its configuration is read now.</param>
    /// <param name="connectionName">The connection string's name, and the name of the child section whose values win over <c>Aspire:RabbitMQ:Client</c>.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureConnectionFactory">Has the last word on the factory, after the section's <c>ConnectionFactory</c> child and the connection string.</param>
    /// <exception cref="ArgumentException"><paramref name="connectionName"/> is null or empty.</exception>
    public static void AddRabbitMQClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<RabbitMQClientSettings>? configureSettings = null,
        Action<ConnectionFactory>? configureConnectionFactory = null) =>
        Add(builder, connectionName, serviceKey: null, configureSettings, configureConnectionFactory);

    /// <summary>The same as <see cref="AddRabbitMQClient"/>, as keyed services, so that a host can hold several connections. The health check is named <c>RabbitMQ.Client_{name}</c>.</summary>
    /// <param name="builder">The host's builder; its configuration is read now.</param>
    /// <param name="name">Key of the services, name of the connection string and of the child section.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureConnectionFactory">Has the last word on the factory.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public static void AddKeyedRabbitMQClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<RabbitMQClientSettings>? configureSettings = null,
        Action<ConnectionFactory>? configureConnectionFactory = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Add(builder, name, serviceKey: name, configureSettings, configureConnectionFactory);
    }

    private static void Add(
        IHostApplicationBuilder builder,
        string connectionName,
        string? serviceKey,
        Action<RabbitMQClientSettings>? configureSettings,
        Action<ConnectionFactory>? configureConnectionFactory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        IConfigurationSection[] sections = [builder.Configuration.GetSection(SectionName), builder.Configuration.GetSection($"{SectionName}:{connectionName}")];
        var settings = ReadSettings(sections, builder.Configuration.GetConnectionString(connectionName));
        configureSettings?.Invoke(settings);

        builder.Services.TryAddSingleton<RabbitMQLogForwarder>();
        builder.Services.AddKeyedSingleton<IConnectionFactory>(serviceKey, (services, _) =>
        {
            services.GetRequiredService<RabbitMQLogForwarder>().Start(services.GetRequiredService<ILoggerFactory>());
            return CreateFactory(sections, settings, configureConnectionFactory);
        });
        builder.Services.AddKeyedSingleton<IConnection>(serviceKey, (services, _) =>
            FirstConnection.Open(services.GetRequiredKeyedService<IConnectionFactory>(serviceKey), settings.MaxConnectRetryCount));

        if (!settings.DisableAutoActivation)
        {
            builder.Services.AddHostedService(services => new ConnectionActivator(services, serviceKey));
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(FirstConnection.ActivitySourceName).AddSource("RabbitMQ.Client.*"));
        }

        if (!settings.DisableHealthChecks)
        {
            AddHealthCheck(builder.Services, serviceKey is null ? "RabbitMQ.Client" : $"RabbitMQ.Client_{connectionName}", serviceKey);
        }
    }

    private static RabbitMQClientSettings ReadSettings(IConfigurationSection[] sections, string? connectionString)
    {
        var settings = new RabbitMQClientSettings();
        foreach (var section in sections)
        {
            section.Bind(settings);
        }

        settings.ConnectionString = connectionString ?? settings.ConnectionString;
        return settings;
    }

    private static ConnectionFactory CreateFactory(IConfigurationSection[] sections, RabbitMQClientSettings settings, Action<ConnectionFactory>? configure)
    {
        var factory = new ConnectionFactory();
        foreach (var section in sections)
        {
            section.GetSection("ConnectionFactory").Bind(factory);
        }

        if (!string.IsNullOrEmpty(settings.ConnectionString))
        {
            factory.Uri = new Uri(settings.ConnectionString);
        }

        configure?.Invoke(factory);
        return factory;
    }

    private static void AddHealthCheck(IServiceCollection services, string name, string? serviceKey) =>
        services.AddHealthChecks().Services.Configure<HealthCheckServiceOptions>(options =>
        {
            if (options.Registrations.All(registration => registration.Name != name))
            {
                options.Registrations.Add(new HealthCheckRegistration(name, provider => new RabbitMQHealthCheck(provider, serviceKey), failureStatus: null, tags: null));
            }
        });
}
