using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Runtime.ExceptionServices;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>
/// Client spans for commands, with the source name and attributes of OpenTelemetry's instrumentation of this client. That one reads the client's
/// profiler; the profiler of client 1.2 breaks the connection when a script or a transaction is profiled, so calls are observed from outside.
/// </summary>
internal static class RedisTracing
{
    internal const string SourceName = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    private static readonly ActivitySource s_source = new(SourceName);

    internal static Activity? Start(MethodInfo call, object?[]? arguments, IDatabase database, EndPoint? server)
    {
        if (!s_source.HasListeners() || CommandOf(call.Name, arguments) is not { } command)
        {
            return null;
        }

        var span = s_source.StartActivity(command, ActivityKind.Client);
        if (span is not { IsAllDataRequested: true })
        {
            return span;
        }

        span.SetTag("db.system", "redis").SetTag("db.statement", command).SetTag("db.redis.database_index", database.Database);
        return server switch
        {
            DnsEndPoint dns => span.SetTag("server.address", dns.Host).SetTag("server.port", dns.Port),
            IPEndPoint ip => span.SetTag("server.address", ip.Address.ToString()).SetTag("server.port", ip.Port),
            _ => span,
        };
    }

    internal static void Stop(Activity span, Exception? error)
    {
        if (error is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, error.Message).AddException(error);
        }

        span.Dispose();
    }

    /// <summary>Calls through reflection, with the callee's own exception.</summary>
    internal static object? Call(MethodInfo method, object target, object?[]? arguments)
    {
        try
        {
            return method.Invoke(target, arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    // The server's name for the common commands, the client's for the others; nothing for members that send no command.
    private static string? CommandOf(string method, object?[]? arguments)
    {
        var name = method.EndsWith("Async", StringComparison.Ordinal) ? method[..^"Async".Length] : method;
        return name switch
        {
            _ when name.StartsWith("get_", StringComparison.Ordinal) => null,
            "CreateBatch" or "CreateTransaction" or "IsConnected" or "TryWait" or "Wait" or "WaitAll" => null,
            "Execute" => (arguments?[0] as string)?.ToUpperInvariant(),
            "ScriptEvaluate" => "EVAL",
            "Ping" => "PING",
            "StringGet" => "GET",
            "StringSet" => "SET",
            "StringIncrement" => "INCRBY",
            "KeyDelete" => "DEL",
            "KeyExists" => "EXISTS",
            "KeyExpire" => "EXPIRE",
            "HashGet" => "HGET",
            "HashGetAll" => "HGETALL",
            "HashSet" => "HSET",
            "HashDelete" => "HDEL",
            "Publish" => "PUBLISH",
            _ => name,
        };
    }
}
