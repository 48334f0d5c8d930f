using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Starts and stops instances; the orchestrator does it.</summary>
internal interface IResourceLifecycle
{
    Task StartResourceAsync(string resourceInstanceName, CancellationToken cancellationToken);

    Task StopResourceAsync(string resourceInstanceName, CancellationToken cancellationToken);
}

/// <summary>The start, stop and restart buttons of everything that the orchestrator runs.</summary>
internal static class LifecycleCommands
{
    private const string Unknown = "Unknown";

    public static void AddTo(IResource resource)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == KnownResourceCommands.StartCommand))
        {
            return;
        }

        resource.Annotations.Add(Create(
            KnownResourceCommands.StartCommand, "Start", "Start resource", "Play", IconVariant.Filled, isHighlighted: true, StartState, StartAsync, "started"));
        resource.Annotations.Add(Create(
            KnownResourceCommands.StopCommand, "Stop", "Stop resource", "Stop", IconVariant.Filled, isHighlighted: true, StopState, StopAsync, "stopped"));
        resource.Annotations.Add(Create(
            KnownResourceCommands.RestartCommand, "Restart", "Restart resource", "ArrowCounterclockwise", IconVariant.Regular, isHighlighted: false,
            state => IsUp(state) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            async context =>
            {
                await StopAsync(context);
                await StartAsync(context);
            },
            "restarted"));
    }

    private static ResourceCommandAnnotation Create(
        string name,
        string displayName,
        string description,
        string icon,
        IconVariant variant,
        bool isHighlighted,
        Func<string?, ResourceCommandState> stateOf,
        Func<ExecuteCommandContext, Task> execute,
        string done) => new(
            name,
            displayName,
            context => stateOf(context.ResourceSnapshot.State?.Text),
            async context =>
            {
                await execute(context);
                return CommandResults.Success($"Resource '{context.ResourceName}' {done}.");
            },
            description,
            arguments: null,
            confirmationMessage: null,
            icon,
            variant,
            isHighlighted);

    private static Task StartAsync(ExecuteCommandContext context) =>
        context.ServiceProvider.GetRequiredService<IResourceLifecycle>().StartResourceAsync(context.ResourceName, context.CancellationToken);

    private static Task StopAsync(ExecuteCommandContext context) =>
        context.ServiceProvider.GetRequiredService<IResourceLifecycle>().StopResourceAsync(context.ResourceName, context.CancellationToken);

    private static ResourceCommandState StartState(string? state) => state switch
    {
        _ when IsBusy(state) => ResourceCommandState.Disabled,
        _ when IsDown(state) || state == KnownResourceStates.Waiting => ResourceCommandState.Enabled,
        _ => ResourceCommandState.Hidden,
    };

    private static ResourceCommandState StopState(string? state) => state switch
    {
        _ when state == KnownResourceStates.Stopping => ResourceCommandState.Disabled,
        _ when IsUp(state) => ResourceCommandState.Enabled,
        _ => ResourceCommandState.Hidden,
    };

    private static bool IsUp(string? state) =>
        !IsBusy(state) && !IsDown(state) && state != KnownResourceStates.Waiting && state != KnownResourceStates.Stopping;

    private static bool IsDown(string? state) =>
        KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted || state == Unknown;

    private static bool IsBusy(string? state) => string.IsNullOrEmpty(state)
        || state == KnownResourceStates.Starting || state == KnownResourceStates.Building || state == KnownResourceStates.RuntimeUnhealthy;
}
