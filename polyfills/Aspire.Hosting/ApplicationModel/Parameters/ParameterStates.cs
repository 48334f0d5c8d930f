using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Shows parameters on the dashboard: their values, masked where secret, or that they are missing.</summary>
internal sealed class ParameterStates(ResourceNotificationService notifications, ResourceLoggerService loggers, DistributedApplicationModel model)
    : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>(async (_, token) =>
        {
            foreach (var parameter in model.Resources.OfType<ParameterResource>().ToArray())
            {
                await PublishAsync(parameter, token);
            }
        });
        return Task.CompletedTask;
    }

    private async Task PublishAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        string? value = null;
        ResourceStateSnapshot state = new(KnownResourceStates.Running, KnownResourceStateStyles.Success);
        try
        {
            value = await parameter.GetValueAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var log = loggers.GetLogger(parameter);
            if (exception is MissingParameterValueException)
            {
                state = new(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn);
                ParameterLog.Missing(log, parameter.Name, exception.Message);
            }
            else
            {
                state = new("Error initializing parameter", KnownResourceStateStyles.Error);
                ParameterLog.Failed(log, exception, parameter.Name);
            }
        }

        await notifications.PublishUpdateAsync(parameter, s => s with
        {
            State = state,
            Properties = s.Properties.SetResourceProperty(KnownProperties.ParameterValue, value ?? "", parameter.Secret),
        });
    }
}
