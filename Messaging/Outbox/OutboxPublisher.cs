using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ReferenceShop.Messaging.Broker;

namespace ReferenceShop.Messaging.Outbox;

/// <summary>Publishes a batch of rows: aggregates side by side, the rows of one aggregate one after the other, each after the confirm of the one before.</summary>
internal sealed class OutboxPublisher(Publisher publisher, IOptions<MessagingOptions> options, MessagingTelemetry telemetry, ILogger<OutboxPublisher> logger)
{
    public bool IsConnected => publisher.IsConnected;

    public Task ReadyAsync(CancellationToken cancellationToken) => publisher.ReadyAsync(cancellationToken);

    public async Task<OutboxBatch> PublishAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var batch = new OutboxBatch();
        await Task.WhenAll(rows
            .GroupBy(row => row.Aggregate ?? row.Id.ToString())
            .Select(aggregate => PublishInOrderAsync([.. aggregate], batch, cancellationToken)));
        return batch;
    }

    private async Task PublishInOrderAsync(OutboxRow[] rows, OutboxBatch batch, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            try
            {
                if (!await PublishAsync(row, cancellationToken))
                {
                    batch.AddPostponed(row.Id);
                    return;
                }

                batch.AddConfirmed(row.Id);
            }
            catch (Exception exception) when (exception is PublishException or TimeoutException)
            {
                // One queue that is full or without a leader must not keep the batch full of its messages.
                batch.AddPostponed(row.Id);
                batch.Fail(exception);
                return;
            }
            catch (Exception exception)
            {
                batch.Fail(exception);
                return;
            }
        }
    }

    private async Task<bool> PublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        using var span = MessagingTelemetry.StartSend(Topology.Exchange, row.Type, row.Id, row.TraceParent, row.TraceState);
        var routed = await publisher.PublishAsync(Topology.Exchange, row.Type, row.Mandatory, Properties(row, span), Encoding.UTF8.GetBytes(row.Body), cancellationToken);
        if (routed)
        {
            telemetry.Relayed(row.Type);
        }
        else
        {
            span?.SetStatus(ActivityStatusCode.Error, "No queue is bound.");
            telemetry.Unroutable(row.Type);
            logger.Unroutable(row.Type, row.Id);
        }

        return routed;
    }

    private BasicProperties Properties(OutboxRow row, Activity? span)
    {
        Dictionary<string, object?> headers = new() { [MessageHeaders.OccurredAt] = MessageHeaders.Write(row.OccurredAt) };
        if ((span?.Id ?? row.TraceParent) is { } traceParent)
        {
            headers[MessageHeaders.TraceParent] = traceParent;
        }

        if ((span?.TraceStateString ?? row.TraceState) is { } traceState)
        {
            headers[MessageHeaders.TraceState] = traceState;
        }

        return new BasicProperties
        {
            MessageId = row.Id.ToString(),
            Type = row.Type,
            AppId = options.Value.Service,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Timestamp = new AmqpTimestamp(row.OccurredAt.ToUnixTimeSeconds()),
            Headers = headers,
        };
    }
}
