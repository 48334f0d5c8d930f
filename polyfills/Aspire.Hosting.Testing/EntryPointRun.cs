using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own and stops it twice: when it is about to build its application, so that a test can change the
/// builder, and when it has built it. From then on the application belongs to the test, and the entry point ends with <see cref="HostAbortedException"/>,
/// as it does for other tools that only want the host of a program.
/// </summary>
/// <remarks>The builder tells how far it is through the diagnostic source <c>Aspire.Hosting</c>; the run is found by the execution context.</remarks>
internal sealed class EntryPointRun
{
    private static readonly AsyncLocal<EntryPointRun?> s_current = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings> _constructing;

    static EntryPointRun() => DiagnosticListener.AllListeners.Subscribe(new ListenerObserver());

    private EntryPointRun(Action<DistributedApplicationOptions, HostApplicationBuilderSettings> constructing) => _constructing = constructing;

    /// <summary>The builder, with everything that the AppHost added to it.</summary>
    public Task<DistributedApplicationBuilder> Builder => _builder.Task;

    public static EntryPointRun Start(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> constructing)
    {
        var entryPoint = assembly.EntryPoint
            ?? throw new InvalidOperationException($"The assembly {assembly.GetName().Name} has no entry point: it is not an AppHost.");
        var run = new EntryPointRun(constructing);
        new Thread(() => run.Run(entryPoint, args)) { IsBackground = true, Name = $"{assembly.GetName().Name} entry point" }.Start();
        return run;
    }

    /// <summary>Lets the AppHost build its application.</summary>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult();
        return _application.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the entry point, if it still waits to build.</summary>
    public void Abandon() => _mayBuild.TrySetCanceled();

    private void Run(MethodInfo entryPoint, string[] args)
    {
        s_current.Value = this;
        try
        {
            entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, entryPoint.GetParameters().Length == 0 ? null : [args], culture: null);
            Fail(new InvalidOperationException("The AppHost ended without building an application."));
        }
        catch (HostAbortedException)
        {
            // Either the test has the application now, or it gave up.
            Fail(new OperationCanceledException("The test gave the AppHost up."));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        _builder.TrySetException(exception);
        _application.TrySetException(exception);
    }

    private void OnEvent(string name, object? value)
    {
        switch (name)
        {
            case "DistributedApplicationBuilderConstructing" when value is ValueTuple<DistributedApplicationOptions, HostApplicationBuilderSettings> settings:
                _constructing(settings.Item1, settings.Item2);
                break;
            case "DistributedApplicationBuilding" when value is DistributedApplicationBuilder builder:
                _builder.TrySetResult(builder);
                WaitUntilMayBuild();
                break;
            case "DistributedApplicationBuilt" when value is DistributedApplication application:
                _application.TrySetResult(application);
                throw new HostAbortedException();
        }
    }

    private void WaitUntilMayBuild()
    {
        try
        {
            _mayBuild.Task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new HostAbortedException();
        }
    }

    private sealed class ListenerObserver : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (s_current.Value is { } run && value.Name == "Aspire.Hosting")
            {
                value.Subscribe(new EventObserver(run));
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class EventObserver(EntryPointRun run) : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value) => run.OnEvent(value.Key, value.Value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
