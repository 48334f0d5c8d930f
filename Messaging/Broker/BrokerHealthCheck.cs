using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReferenceShop.Messaging.Consuming;
using ReferenceShop.Messaging.Outbox;

namespace ReferenceShop.Messaging.Broker;

/// <summary>
/// Looks at what the service uses, without opening anything. Until its queues exist a service is not ready: an event published before would never
/// reach it. After that, a service without its broker is degraded, not ill: it answers requests, and its events wait in the outbox.
/// </summary>
internal sealed class BrokerHealthCheck(
    [FromKeyedServices(BrokerConnection.ForPublishing)] BrokerConnection publishing,
    [FromKeyedServices(BrokerConnection.ForConsuming)] BrokerConnection consuming,
    IEnumerable<Subscription> subscriptions,
    OutboxSignal? outbox = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var undeclared = subscriptions.Where(subscription => !subscription.IsDeclared).Select(subscription => subscription.Type).ToList();
        if (undeclared is not [])
        {
            return HealthCheckResult.Unhealthy($"Not subscribed yet to {string.Join(", ", undeclared)}.");
        }

        var away = (outbox is not null && !publishing.IsOpen) || (subscriptions.Any() && !consuming.IsOpen);
        return away ? HealthCheckResult.Degraded("Not connected to the broker.") : HealthCheckResult.Healthy();
    }
}
