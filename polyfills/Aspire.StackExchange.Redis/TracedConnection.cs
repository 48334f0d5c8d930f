using System.Reflection;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>A connection that hands out traced databases; everything else goes straight to the client.</summary>
internal class TracedConnection : DispatchProxy
{
    private ConnectionMultiplexer _connection = null!;

    internal static IConnectionMultiplexer Of(ConnectionMultiplexer connection)
    {
        var traced = Create<IConnectionMultiplexer, TracedConnection>();
        ((TracedConnection)(object)traced)._connection = connection;
        return traced;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = RedisTracing.Call(targetMethod!, _connection, args);
        return result is IDatabase database ? TracedDatabase.Of(database, _connection.GetEndPoints(configuredOnly: true).FirstOrDefault()) : result;
    }
}
