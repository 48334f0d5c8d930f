namespace Aspire.RabbitMQ.Client;

/// <summary>
/// What <c>AddRabbitMQClient</c> can be told, in code or in the section <c>Aspire:RabbitMQ:Client</c> (and its child named after the connection).
/// </summary>
public sealed class RabbitMQClientSettings
{
    /// <summary>An <c>amqp://</c> or <c>amqps://</c> URI. <c>ConnectionStrings:{name}</c> wins over the section's value.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How often a failed first connection is tried again, one second after the first failure and twice as late each time. 0: not at all. Default 5.</summary>
    public int MaxConnectRetryCount { get; set; } = 5;

    /// <summary>Leaves out the health check. Default <see langword="false"/>.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves out the registration of the activity sources with OpenTelemetry. Default <see langword="false"/>.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>
    /// When <see langword="false"/>, the connection is opened while the host starts, and a broker that cannot be reached fails the start.
    /// Default <see langword="true"/>: it is opened when first resolved, which blocks the thread that resolves it.
    /// </summary>
    public bool DisableAutoActivation { get; set; } = true;
}
