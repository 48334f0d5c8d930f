namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>Adds service discovery to a handler chain that <c>IHttpClientFactory</c> does not build.</summary>
public interface IServiceDiscoveryHttpMessageHandlerFactory
{
    /// <summary>Wraps a handler.</summary>
    /// <param name="handler">What sends the request on, with its URI resolved.</param>
    /// <returns>The handler to call.</returns>
    HttpMessageHandler CreateHandler(HttpMessageHandler handler);
}
