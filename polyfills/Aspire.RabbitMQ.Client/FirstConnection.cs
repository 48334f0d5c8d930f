using System.Diagnostics;
using System.Net.Sockets;
using Polly;
using Polly.Retry;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Aspire.RabbitMQ.Client;

/// <summary>Opens the connection that the container hands out, patiently, with a span for the whole and one for each attempt.</summary>
internal static class FirstConnection
{
    public const string ActivitySourceName = "Aspire.RabbitMQ.Client";
    private static readonly ActivitySource s_source = new(ActivitySourceName);

    /// <summary>Blocks, because a container's factories are synchronous.</summary>
    public static IConnection Open(IConnectionFactory factory, int retries)
    {
        using var whole = Start("rabbitmq connect", factory);
        return Retrying(retries).ExecuteAsync(async cancellationToken => await AttemptAsync(factory, cancellationToken)).AsTask().GetAwaiter().GetResult();
    }

    private static async Task<IConnection> AttemptAsync(IConnectionFactory factory, CancellationToken cancellationToken)
    {
        using var attempt = Start("rabbitmq connect attempt", factory)?.SetTag("messaging.operation", "connect");
        try
        {
            return await factory.CreateConnectionAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            attempt?.SetTag("exception.type", exception.GetType().FullName)
                .SetTag("exception.message", exception.Message)
                .SetTag("exception.stacktrace", exception.ToString())
                .SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private static ResiliencePipeline Retrying(int retries) => retries <= 0
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = retries,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = new PredicateBuilder().Handle<SocketException>().Handle<BrokerUnreachableException>(),
            })
            .Build();

    private static Activity? Start(string name, IConnectionFactory factory) =>
        s_source.StartActivity(name, ActivityKind.Client)?
            .SetTag("messaging.system", "rabbitmq")
            .SetTag("server.address", factory.Uri.Host)
            .SetTag("server.port", factory.Uri.Port);
}
