namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Finds the endpoints of one service, that of the query it was made for.</summary>
public interface IServiceEndpointProvider : IAsyncDisposable
{
    /// <summary>Adds the endpoints that are known now. Called for the first use and again for every refresh.</summary>
    /// <param name="endpoints">Where they go.</param>
    /// <param name="cancellationToken">Fires when the service is no longer watched.</param>
    /// <returns>A task that completes when the endpoints are added. An exception fails the whole resolution.</returns>
    ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken);
}
