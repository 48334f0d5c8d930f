namespace Aspire.StackExchange.Redis;

/// <summary>
/// What can be set for a Redis client. Read from <c>Aspire:StackExchange:Redis</c>, then from its child section named after the connection,
/// then changed by the delegate given at registration.
/// </summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>StackExchange.Redis's configuration string (<c>host:port,option=value,...</c>). <c>ConnectionStrings:NAME</c> wins over the configuration section.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Leaves out the health check. Default: <see langword="false"/>.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves out the spans of commands. Default: <see langword="false"/>.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>
    /// <see langword="true"/> (the default): the client connects when it is first asked for. <see langword="false"/>: it connects while the host starts.
    /// </summary>
    public bool DisableAutoActivation { get; set; } = true;
}
