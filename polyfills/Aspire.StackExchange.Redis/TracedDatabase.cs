using System.Diagnostics;
using System.Net;
using System.Reflection;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>A database whose commands are spans.</summary>
internal class TracedDatabase : DispatchProxy
{
    private IDatabase _database = null!;
    private EndPoint? _server;

    internal static IDatabase Of(IDatabase database, EndPoint? server)
    {
        var traced = Create<IDatabase, TracedDatabase>();
        ((TracedDatabase)(object)traced)._database = database;
        ((TracedDatabase)(object)traced)._server = server;
        return traced;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var caller = Activity.Current;
        if (RedisTracing.Start(targetMethod!, args, _database, _server) is not { } span)
        {
            return RedisTracing.Call(targetMethod!, _database, args);
        }

        object? result;
        try
        {
            result = RedisTracing.Call(targetMethod!, _database, args);
        }
        catch (Exception exception)
        {
            RedisTracing.Stop(span, exception);
            throw;
        }

        if (result is Task pending)
        {
            _ = StopAfterAsync(pending, span);
        }
        else
        {
            RedisTracing.Stop(span, error: null);
        }

        // What the caller does next is not part of the command.
        Activity.Current = caller;
        return result;
    }

    private static async Task StopAfterAsync(Task command, Activity span)
    {
        await command.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        RedisTracing.Stop(span, command.Exception?.InnerException);
    }
}
