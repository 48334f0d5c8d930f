using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Does commands to resources.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;
    private readonly DistributedApplicationModel _model;

    internal ResourceCommandService(
        ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services, DistributedApplicationModel model) =>
        (_notifications, _loggers, _services, _model) = (notifications, loggers, services, model);

    /// <summary>Does a command to one instance, or to all instances of a resource.</summary>
    /// <param name="resourceId">The instance, or the name of the resource.</param>
    /// <param name="commandName">The name of the command.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it went; errors do not throw.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resourceId, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Does a command to one instance, or to all instances of a resource.</summary>
    /// <param name="resourceId">The instance, or the name of the resource.</param>
    /// <param name="commandName">The name of the command.</param>
    /// <param name="arguments">What the command asked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it went; errors do not throw.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        if (_model.Resources.TryGetByName(resourceId, out var resource))
        {
            return ExecuteCommandAsync(resource, commandName, arguments, cancellationToken);
        }

        return _notifications.TryGetCurrentState(resourceId, out var current)
            ? ExecuteAsync(current.Resource, current.ResourceId, commandName, arguments, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));
    }

    /// <summary>Does a command to all instances of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName">The name of the command.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it went; errors do not throw.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Does a command to all instances of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName">The name of the command.</param>
    /// <param name="arguments">What the command asked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it went; errors do not throw.</returns>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var names = resource.GetResolvedResourceNames();
        var results = await Task.WhenAll(names.Select(name => ExecuteAsync(resource, name, commandName, arguments, cancellationToken)));
        var failed = results.Zip(names).Where(pair => !pair.First.Success).ToArray();
        return failed switch
        {
            [] => results[0],
            _ when results.Length == 1 => results[0],
            _ when failed.All(pair => pair.First.Canceled) => CommandResults.Canceled(),
            _ => CommandResults.Failure(
                $"{failed.Length} of {results.Length} instances failed: {string.Join("; ", failed.Select(pair => $"{pair.Second}: {pair.First.Message}"))}"),
        };
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(
        IResource resource, string resourceId, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resourceId);
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(c => c.Name == commandName) is not { } command)
        {
            LogNotAvailable(logger, commandName);
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resourceId}'.");
        }

        try
        {
            if (await FindInvalidAsync(command, arguments, cancellationToken) is { Count: > 0 } errors)
            {
                return CommandResults.Failure(string.Join(' ', errors));
            }

            LogExecuting(logger, commandName);
            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                ServiceProvider = _services,
                ResourceName = resourceId,
                CancellationToken = cancellationToken,
                Logger = logger,
                Arguments = arguments,
            });
            LogExecuted(logger, commandName, result.Canceled ? "was canceled" : result.Success ? "succeeded" : "failed", result.Message);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, commandName);
            return CommandResults.Failure("Unhandled exception thrown while executing command. " + exception.Message);
        }
    }

    private async Task<IReadOnlyList<string>> FindInvalidAsync(
        ResourceCommandAnnotation command, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        var missing = command.Arguments
            .Where(asked => asked.Required && (!arguments.TryGetByName(asked.Name, out var given) || string.IsNullOrEmpty(given.Value)))
            .Select(asked => $"'{asked.Label ?? asked.Name}' is required.")
            .ToArray();
        if (missing.Length > 0 || command.ValidateArguments is null)
        {
            return missing;
        }

        var context = new InputsDialogValidationContext { Inputs = arguments, CancellationToken = cancellationToken, Services = _services };
        await command.ValidateArguments(context);
        return context.Errors;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Executing command '{CommandName}'.")]
    private static partial void LogExecuting(ILogger logger, string commandName);

    [LoggerMessage(Level = LogLevel.Information, Message = "Command '{CommandName}' {Outcome}. {Text}")]
    private static partial void LogExecuted(ILogger logger, string commandName, string outcome, string? text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Command '{CommandName}' is not available.")]
    private static partial void LogNotAvailable(ILogger logger, string commandName);

    [LoggerMessage(Level = LogLevel.Error, Message = "Command '{CommandName}' failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string commandName);
}
