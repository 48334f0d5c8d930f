using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>One instance of a resource: makes its object in the orchestrator, follows it, stops it, and replaces it by a new one.</summary>
internal sealed partial class InstanceRunner(RunContext context, IResource resource, DcpInstance instance)
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(60);

    private readonly Workloads _workloads = context.WorkloadsOf(resource);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _removed = [];
    private TaskCompletionSource _ended = NewEnd();
    private InstanceLog? _log;
    private string? _uid;
    private string? _state;
    private bool _isStopping;

    public string Name => instance.Name;

    /// <summary>Ends the wait of an instance that waits for others; null while it does not.</summary>
    public TaskCompletionSource? Impatience { get; set; }

    /// <summary>Whether there is a process or container that has not ended.</summary>
    public bool IsActive
    {
        get
        {
            lock (_lock)
            {
                return _uid is not null && !_ended.Task.IsCompleted;
            }
        }
    }

    /// <summary>Starts a new process or container, if none is active.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (IsActive)
            {
                return;
            }

            await RemoveAsync(cancellationToken);
            var logger = context.Loggers.GetLogger(Name);
            var configuration = await LaunchConfiguration.EvaluateAsync(resource, context.ExecutionContext, logger, cancellationToken);
            var created = await CreateAsync(configuration, cancellationToken);
            lock (_lock)
            {
                _uid = created.Metadata.Uid;
            }

            _log = InstanceLog.Start(Name, _workloads, context.Loggers);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the process or container and waits until it has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsActive)
            {
                return;
            }

            lock (_lock)
            {
                _isStopping = true;
            }

            await PublishAsync(s => s with { State = KnownResourceStates.Stopping });
            await _workloads.StopAsync(Name, cancellationToken);
            await _ended.Task.WaitAsync(s_stopLimit, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes in what the orchestrator says of the instance.</summary>
    public void OnChange(IDcpWorkload workload)
    {
        var state = InstanceSnapshots.StateOf(workload.Status);
        bool isNew;
        lock (_lock)
        {
            if (workload.Metadata.Uid is { } uid && _removed.Contains(uid))
            {
                return;
            }

            if (_isStopping && state == KnownResourceStates.Running)
            {
                // It was told to stop, but this was said before it heard that.
                state = KnownResourceStates.Stopping;
            }

            isNew = state is not null && state != _state;
            _state = state ?? _state;
            if (DcpStates.IsTerminal(workload.Status?.State))
            {
                // Before anybody hears of the end: who hears may start it again at once.
                _ended.TrySetResult();
            }
        }

        try
        {
            Publish(workload, state, isNew);
        }
        catch (Exception exception)
        {
            // A callback of the application that cannot cope with a state must not make the host deaf.
            LogNotTold(context.Loggers.GetLogger(Name), exception, state);
        }

        if (isNew && DcpStates.IsTerminal(workload.Status?.State))
        {
            _ = Task.Run(() => OnEndedAsync(workload, _log));
        }
    }

    public Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        context.Notifications.PublishUpdateAsync(resource, Name, change);

    public Task StopLogAsync() => _log?.StopAsync() ?? Task.CompletedTask;

    private static TaskCompletionSource NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (_log is not null)
        {
            await _log.FinishAsync(cancellationToken);
            _log = null;
        }

        lock (_lock)
        {
            if (_uid is null)
            {
                return;
            }

            _removed.Add(_uid);
        }

        await _workloads.RemoveAsync(Name, cancellationToken);
        lock (_lock)
        {
            (_uid, _state, _isStopping, _ended) = (null, null, false, NewEnd());
        }
    }

    private async Task<IDcpWorkload> CreateAsync(LaunchConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!resource.IsContainer())
        {
            return await context.Client.CreateAsync(context.Executables.Create(resource, instance, configuration), cancellationToken);
        }

        await context.ContainersReady.WaitAsync(cancellationToken);
        var caller = new ValueProviderContext { ExecutionContext = context.ExecutionContext, Caller = resource };
        var container = await ContainerFactory.CreateAsync(resource, instance, configuration, caller, cancellationToken);
        return await context.Client.CreateAsync(container, cancellationToken);
    }

    private void Publish(IDcpWorkload workload, string? state, bool isNew)
    {
        _ = PublishAsync(s => InstanceSnapshots.Apply(s, resource, workload, state));
        if (isNew && workload is DcpContainer && context.Notifications.TryGetCurrentState(Name, out var current))
        {
            _ = ResourceHierarchy.PublishStateAsync(context, resource, current.Snapshot);
        }
    }

    private async Task OnEndedAsync(IDcpWorkload workload, InstanceLog? log)
    {
        if (workload.Status?.State == DcpStates.FailedToStart)
        {
            StartFailureReason.Log(context, resource, Name, await StartFailureReason.FindAsync(_workloads, workload));
            if (log is not null)
            {
                await log.StopAsync();
            }
        }

        if (context.Notifications.TryGetCurrentState(Name, out var current))
        {
            await ResourceHierarchy.PublishAsync(context, resource, r => new ResourceStoppedEvent(r, context.Services, current), CancellationToken.None);
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "The state '{State}' could not be told.")]
    private static partial void LogNotTold(ILogger logger, Exception exception, string? state);
}
