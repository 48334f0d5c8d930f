using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ReferenceShop.Messaging.Consuming;

/// <summary>Deals with one delivery: read, handle, and on failure hold, retry later or give up. When it returns, the delivery may be acknowledged.</summary>
internal sealed class MessageDispatcher(
    HandlerRunner runner, FailurePolicy failures, MessagingTelemetry telemetry, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<MessageDispatcher> logger)
{
    /// <exception cref="OperationCanceledException">The service stops; the message has to come again.</exception>
    public async Task DispatchAsync(Subscription subscription, string queue, Delivery delivery, CancellationToken stopping)
    {
        if (delivery.MessageId is not { } id)
        {
            await failures.BuryAsync(queue, subscription, delivery, attempts: 0, "Unreadable: the message has no id.", stopping);
            return;
        }

        var context = new MessageContext(id, delivery.FailedAttempts + 1, delivery.OccurredAt);
        using var span = MessagingTelemetry.StartProcess(queue, subscription.Type, id, context.Attempt, delivery.TraceParent, delivery.TraceState);
        object message;
        try
        {
            message = subscription.Read(delivery.Body.Span);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            await failures.BuryAsync(queue, subscription, delivery, context.Attempt, $"Unreadable: {exception.Message}", stopping);
            return;
        }

        if (await HandleAsync(subscription, queue, message, context, stopping) is { } error)
        {
            span?.AddException(error).SetStatus(ActivityStatusCode.Error, error.Message);
            await failures.FailedAsync(queue, subscription, delivery, error, stopping);
        }
    }

    /// <returns>The error of the attempt, if it failed.</returns>
    private async Task<Exception?> HandleAsync(Subscription subscription, string queue, object message, MessageContext context, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        var backoff = new Backoff(clock);
        while (true)
        {
            var attempted = clock.GetTimestamp();
            try
            {
                var handled = await RunAsync(subscription, queue, message, context, stopping);
                telemetry.Handled(subscription.Type, duplicate: !handled, clock.GetElapsedTime(attempted));
                if (!handled)
                {
                    logger.Duplicate(queue, context.MessageId);
                }

                return null;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                telemetry.Failed(subscription.Type, clock.GetElapsedTime(attempted));
                if (!IsAway(subscription, exception) || clock.GetElapsedTime(started) >= options.Value.HoldLimit)
                {
                    return exception;
                }

                logger.Held(queue, context.MessageId, exception.Message);
                await backoff.WaitAsync(stopping);
            }
        }
    }

    private async Task<bool> RunAsync(Subscription subscription, string queue, object message, MessageContext context, CancellationToken stopping)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(options.Value.HandlerTimeout);
        try
        {
            return await runner.RunAsync(subscription, queue, message, context, timeout.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new TimeoutException($"The handler took longer than {options.Value.HandlerTimeout}.", exception);
        }
    }

    private bool IsAway(Subscription subscription, Exception exception) => runner.IsAway(exception) || subscription.Options.HoldWhen(exception);
}
