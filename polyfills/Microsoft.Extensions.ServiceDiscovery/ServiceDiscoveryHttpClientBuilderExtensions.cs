using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.ServiceDiscovery.Http;
using Microsoft.Extensions.ServiceDiscovery.Resolution;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds service discovery to HTTP clients.</summary>
public static class ServiceDiscoveryHttpClientBuilderExtensions
{
    /// <summary>Sends every request of the client to the next endpoint of the service that its URI names.</summary>
    /// <param name="httpClientBuilder">The client, or the defaults of all clients.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="httpClientBuilder"/> is null.</exception>
    public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder httpClientBuilder)
    {
        ArgumentNullException.ThrowIfNull(httpClientBuilder);
        httpClientBuilder.Services.AddServiceDiscoveryCore();
        return httpClientBuilder.AddHttpMessageHandler(static provider => new ServiceDiscoveryHandler(
            provider.GetRequiredService<WatcherCache>(), provider.GetRequiredService<IOptions<ServiceDiscoveryOptions>>().Value));
    }
}
