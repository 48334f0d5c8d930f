using Aspire.RabbitMQ.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RabbitMQ.Client;
using ReferenceShop.Messaging.Broker;
using ReferenceShop.Messaging.Consuming;

namespace ReferenceShop.Messaging;

/// <summary>Gives a service its voice and ears.</summary>
public static class MessagingHosting
{
    /// <summary>
    /// Connects the service to the broker and adds health check <c>messaging</c>, activity source and meter <c>ReferenceShop.Messaging</c>.
    /// The service starts while the broker is away and is not ready until its queues exist. After that it goes on without the broker, keeps its events
    /// in the outbox and says <c>Degraded</c> until the broker is back.
    /// </summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="connectionName">Name of the connection string, an <c>amqp://</c> URI.</param>
    /// <param name="configure">Changes settings after the section <c>Messaging</c> was read.</param>
    /// <returns>A builder to name the outbox and the subscriptions with.</returns>
    /// <remarks>A missing connection string or a bad setting fails the start, with a message that names the key; it does not fail tools that only build the host.</remarks>
    public static MessagingBuilder AddMessaging(this IHostApplicationBuilder builder, string connectionName, Action<MessagingOptions>? configure = null)
    {
        AddOptions(builder, connectionName, AddBroker(builder, connectionName), configure);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<MessagingTelemetry>();
        builder.Services.AddSingleton<HandlerRunner, PlainRunner>();
        builder.Services.AddSingleton<FailurePolicy>();
        builder.Services.AddSingleton<MessageDispatcher>();
        builder.Services.AddSingleton(services => new DeadLetters(
            services.GetServices<Subscription>(), services.GetRequiredKeyedService<BrokerConnection>(BrokerConnection.ForConsuming),
            services.GetRequiredService<Publisher>(), services.GetRequiredService<IOptions<MessagingOptions>>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<SubscriptionHost>();
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(MessagingTelemetry.Name));
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(MessagingTelemetry.Name));
        return new MessagingBuilder(builder.Services);
    }

    private static RabbitMQClientSettings AddBroker(IHostApplicationBuilder builder, string connectionName)
    {
        // The component gives the factory; the connections are ours. Its single connection cannot come back after a failed first attempt without
        // blocking a thread, its health check would need that connection, and its spans would double the ones of this library.
        var settings = new RabbitMQClientSettings();
        builder.AddRabbitMQClient(
            connectionName,
            read =>
            {
                read.DisableAutoActivation = true;
                read.DisableHealthChecks = true;
                read.DisableTracing = true;
                settings = read;
            },
            BrokerDefaults.Apply);
        builder.Services.AddKeyedSingleton(BrokerConnection.ForPublishing, Connection);
        builder.Services.AddKeyedSingleton(BrokerConnection.ForConsuming, Connection);
        builder.Services.AddSingleton<Publisher>();
        builder.Services.AddHealthChecks().AddCheck<BrokerHealthCheck>("messaging");
        return settings;
    }

    private static BrokerConnection Connection(IServiceProvider services, object? purpose) =>
        ActivatorUtilities.CreateInstance<BrokerConnection>(services, services.GetRequiredService<IConnectionFactory>(), (string)purpose!);

    private static void AddOptions(
        IHostApplicationBuilder builder, string connectionName, RabbitMQClientSettings broker, Action<MessagingOptions>? configure)
    {
        builder.Services.AddOptions<MessagingOptions>()
            .BindConfiguration(MessagingOptions.Section)
            .Configure(options => configure?.Invoke(options))
            .PostConfigure(options =>
            {
                options.Service = options.Service is "" ? KebabCase.Of(builder.Environment.ApplicationName) : options.Service;
                options.RetryDelays = options.RetryDelays is [] ? FailurePolicy.DefaultDelays : options.RetryDelays;
            })
            .Validate(_ => !string.IsNullOrEmpty(broker.ConnectionString), $"ConnectionStrings:{connectionName} is missing: the amqp:// address of the broker.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
    }
}
