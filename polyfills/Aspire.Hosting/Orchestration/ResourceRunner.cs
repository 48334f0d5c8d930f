using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the instances of a resource: tells that it will, waits for what the resource waits for, and makes them.</summary>
internal sealed partial class ResourceRunner
{
    private readonly RunContext _context;

    public ResourceRunner(RunContext context, IResource resource)
    {
        _context = context;
        Resource = resource;
        Instances = [.. InstanceNames.InstancesOf(resource).Select(instance => new InstanceRunner(context, resource, instance))];
    }

    public IResource Resource { get; }

    public IReadOnlyList<InstanceRunner> Instances { get; }

    /// <summary>Starts all instances, unless somebody has to do that.</summary>
    public Task StartAllAsync(CancellationToken cancellationToken) =>
        Resource.HasAnnotationOfType<ExplicitStartupAnnotation>() ? Task.CompletedTask : StartAsync(Instances, cancellationToken);

    /// <summary>Starts an instance; one that waits for others waits no longer.</summary>
    public Task StartAsync(InstanceRunner instance, CancellationToken cancellationToken) =>
        instance.Impatience?.TrySetResult() == true || instance.IsActive
            ? Task.CompletedTask
            : StartAsync([instance], cancellationToken);

    private async Task StartAsync(IReadOnlyList<InstanceRunner> instances, CancellationToken cancellationToken)
    {
        try
        {
            await PublishStateAsync(instances, KnownResourceStates.Starting);
            await _context.Eventing.PublishAsync(new BeforeResourceStartedEvent(Resource, _context.Services), cancellationToken);
            if (Resource.HasAnnotationOfType<WaitAnnotation>())
            {
                await WaitAsync(instances, cancellationToken);
                await PublishStateAsync(instances, KnownResourceStates.Starting);
            }

            await Task.WhenAll(instances.Select(instance => instance.StartAsync(cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            await FailAsync(instances, exception);
        }
    }

    private async Task WaitAsync(IReadOnlyList<InstanceRunner> instances, CancellationToken cancellationToken)
    {
        var impatience = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SetImpatience(instances, impatience);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var waiting = _context.Notifications.WaitForDependenciesAsync(Resource, linked.Token);
            if (await Task.WhenAny(waiting, impatience.Task) == waiting)
            {
                await waiting;
            }
            else
            {
                LogNotWaiting(_context.Loggers.GetLogger(Resource));
            }
        }
        finally
        {
            SetImpatience(instances, null);
            await linked.CancelAsync();
        }
    }

    private static void SetImpatience(IReadOnlyList<InstanceRunner> instances, TaskCompletionSource? impatience)
    {
        foreach (var instance in instances)
        {
            instance.Impatience = impatience;
        }
    }

    private static Task PublishStateAsync(IReadOnlyList<InstanceRunner> instances, string state) =>
        Task.WhenAll(instances.Select(instance => instance.IsActive
            ? Task.CompletedTask
            : instance.PublishAsync(s => s with { State = state, ExitCode = null, StopTimeStamp = null })));

    private async Task FailAsync(IReadOnlyList<InstanceRunner> instances, Exception exception)
    {
        foreach (var instance in instances.Where(instance => !instance.IsActive))
        {
            await instance.PublishAsync(s => s with { State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
            if (exception is not DistributedApplicationException)
            {
                LogException(_context.Loggers.GetLogger(instance.Name), exception);
            }

            StartFailureReason.Log(_context, Resource, instance.Name, exception.Message);
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Somebody started the resource, so it waits no longer.")]
    private static partial void LogNotWaiting(ILogger logger);

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "The resource could not be started.")]
    private static partial void LogException(ILogger logger, Exception exception);
}
