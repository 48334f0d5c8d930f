using System.Collections;
using System.Collections.Concurrent;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of an endpoint in one network, some time later.</summary>
/// <param name="Snapshot">The address.</param>
/// <param name="NetworkID">The network.</param>
public record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);

/// <summary>The addresses of an endpoint by network.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly ConcurrentDictionary<NetworkIdentifier, NetworkEndpointSnapshot> _snapshots = new();

    /// <summary>Sets the address in a network, or replaces it.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpoint">The address; it must be of that network.</param>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint)
    {
        if (endpoint.NetworkID != networkId)
        {
            throw new ArgumentException($"The address belongs to network '{endpoint.NetworkID.Value}', not to '{networkId.Value}'.", nameof(endpoint));
        }

        For(networkId).SetValue(endpoint);
    }

    /// <summary>Waits for the address in a network.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default) =>
        For(networkId).GetValueAsync(cancellationToken);

    /// <inheritdoc />
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator() => _snapshots.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(NetworkIdentifier networkId, ValueSnapshot<AllocatedEndpoint> snapshot) =>
        _snapshots[networkId] = new NetworkEndpointSnapshot(snapshot, networkId);

    internal ValueSnapshot<AllocatedEndpoint> For(NetworkIdentifier networkId) =>
        _snapshots.GetOrAdd(networkId, id => new NetworkEndpointSnapshot(new ValueSnapshot<AllocatedEndpoint>(), id)).Snapshot;
}
