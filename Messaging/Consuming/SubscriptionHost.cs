using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReferenceShop.Messaging.Broker;

namespace ReferenceShop.Messaging.Consuming;

/// <summary>
/// Runs the consumers. They begin when the service has started (its database is migrated then) and stop first when it stops, so that what their
/// handlers wrote to the outbox is still relayed.
/// </summary>
internal sealed class SubscriptionHost(
    IEnumerable<Subscription> subscriptions,
    HandlerRunner runner,
    MessageDispatcher dispatcher,
    [FromKeyedServices(BrokerConnection.ForConsuming)] BrokerConnection connection,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<SubscriptionConsumer> logger) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private Task _running = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(subscriptions.Select(RunAsync));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        using var hurry = cancellationToken.Register(_aborting.Cancel);
        _aborting.CancelAfter(options.Value.StopTimeout);
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            logger.HandlersAborted(options.Value.StopTimeout.TotalSeconds);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private async Task RunAsync(Subscription subscription)
    {
        await Task.Yield();
        try
        {
            await runner.ReadyAsync(_stopping.Token);
            await new SubscriptionConsumer(subscription, options.Value, connection, dispatcher, clock, logger).RunAsync(_stopping.Token, _aborting.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped before it had begun.
        }
    }
}
