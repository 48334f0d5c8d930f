using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a command to the resource, or replaces it. It is done to each instance by itself.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name of the command.</param>
    /// <param name="displayName">What the button says.</param>
    /// <param name="executeCommand">Does it.</param>
    /// <param name="commandOptions">How it is shown and when it can be used.</param>
    [OverloadResolutionPriority(1)]
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(executeCommand);
        var options = commandOptions ?? CommandOptions.Default;
        if (builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(command => command.Name == name) is { } earlier)
        {
            builder.Resource.Annotations.Remove(earlier);
        }

        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (_ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            options.Arguments,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted,
            options.Visibility,
            options.ValidateArguments));
    }

    /// <summary>Adds a command that sends a request to an endpoint of the resource.</summary>
    /// <typeparam name="TResource">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path.</param>
    /// <param name="displayName">What the button says.</param>
    /// <param name="endpointName">The endpoint; null is the one called <c>http</c>, else <c>https</c>, else the first that speaks either.</param>
    /// <param name="commandName">The name of the command; null makes one.</param>
    /// <param name="commandOptions">How the request is sent and read, and how the command is shown.</param>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        [EndpointName] string? endpointName = null,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpCommand(path, displayName, endpointName is null ? null : () => builder.GetEndpoint(endpointName), commandName, commandOptions);
    }

    /// <summary>Adds a command that sends a request to an endpoint.</summary>
    /// <typeparam name="TResource">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path.</param>
    /// <param name="displayName">What the button says.</param>
    /// <param name="endpointSelector">Gives the endpoint; null is the one of the options, else the one called <c>http</c>, else <c>https</c>, else the first that speaks either.</param>
    /// <param name="commandName">The name of the command; null makes one.</param>
    /// <param name="commandOptions">How the request is sent and read, and how the command is shown.</param>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        Func<EndpointReference>? endpointSelector,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(path);
        var options = commandOptions ?? HttpCommandOptions.Default;
        var endpoint = (endpointSelector ?? options.EndpointSelector)?.Invoke() ?? HttpEndpoints.Default(builder.Resource, "HTTP command");
        HttpEndpoints.Require(builder.Resource, endpoint, "HTTP command");
        var command = new HttpCommand(endpoint, path, options);
        var shown = new CommandOptions
        {
            Description = options.Description,
            Arguments = options.Arguments,
            ValidateArguments = options.ValidateArguments,
            ConfirmationMessage = options.ConfirmationMessage,
            IconName = options.IconName,
            IconVariant = options.IconVariant,
            IsHighlighted = options.IsHighlighted,
            Visibility = options.Visibility,
            UpdateState = options.UpdateState ?? (context => command.UpdateState(context)),
        };
        commandName ??= $"{endpoint.Resource.Name}-{endpoint.EndpointName}-http-{command.Method.Method.ToLowerInvariant()}-{path}";
        return builder.WithCommand(commandName, displayName, command.ExecuteAsync, shown);
    }
}
