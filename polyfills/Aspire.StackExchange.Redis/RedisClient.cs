using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>One client: the connection, which it owns, and what the application sees of it.</summary>
internal sealed class RedisClient(ConnectionMultiplexer connection, bool traced) : IDisposable
{
    internal IConnectionMultiplexer Connection { get; } = traced ? TracedConnection.Of(connection) : connection;

    /// <inheritdoc />
    public void Dispose() => connection.Dispose();
}
