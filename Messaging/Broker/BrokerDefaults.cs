using RabbitMQ.Client;

namespace ReferenceShop.Messaging.Broker;

/// <summary>The limits of a connection. None of the library's own suits a service.</summary>
internal static class BrokerDefaults
{
    public static void Apply(ConnectionFactory factory)
    {
        // A dead peer is noticed after two missed heartbeats; the library's 60 s would hold its messages for two minutes.
        factory.RequestedHeartbeat = TimeSpan.FromSeconds(10);
        factory.RequestedConnectionTimeout = TimeSpan.FromSeconds(5);
        factory.ContinuationTimeout = TimeSpan.FromSeconds(10);

        // Every user of a connection reopens its channel and declares its topology anew, which also works when the broker comes back empty.
        // The library's recovery would do the same behind their backs with delivery tags that are no longer valid.
        factory.AutomaticRecoveryEnabled = false;
        factory.TopologyRecoveryEnabled = false;
    }
}
