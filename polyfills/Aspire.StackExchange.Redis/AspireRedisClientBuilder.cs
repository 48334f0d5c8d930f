using Microsoft.Extensions.Hosting;

namespace Aspire.StackExchange.Redis;

/// <summary>What a registered Redis client was registered with, for packages that build on it.</summary>
/// <param name="hostBuilder">The application's builder.</param>
/// <param name="settings">The settings in force.</param>
/// <param name="serviceKey">The key of the client, or <see langword="null"/> for the unkeyed one.</param>
public sealed class AspireRedisClientBuilder(IHostApplicationBuilder hostBuilder, StackExchangeRedisSettings settings, string? serviceKey)
{
    /// <summary>The application's builder.</summary>
    public IHostApplicationBuilder HostBuilder { get; } = hostBuilder ?? throw new ArgumentNullException(nameof(hostBuilder));

    /// <summary>The settings in force.</summary>
    public StackExchangeRedisSettings Settings { get; } = settings;

    /// <summary>The key of the client, or <see langword="null"/> for the unkeyed one.</summary>
    public string? ServiceKey { get; } = serviceKey;
}
