using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The arguments and environment variables of one start, as they came out of the callbacks.</summary>
/// <param name="Arguments">The arguments in order.</param>
/// <param name="Environment">The variables.</param>
internal sealed record LaunchConfiguration(IReadOnlyList<LaunchArgument> Arguments, IReadOnlyList<DcpEnvironmentVariable> Environment)
{
    /// <summary>Runs the callbacks of a resource and waits for the values that they refer to.</summary>
    /// <exception cref="DistributedApplicationException">A value could not be resolved.</exception>
    public static async Task<LaunchConfiguration> EvaluateAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var variables = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(variables);
        }

        var arguments = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(arguments);
        }

        var context = new ValueProviderContext { ExecutionContext = executionContext, Caller = resource };
        var environment = new List<DcpEnvironmentVariable>();
        foreach (var (name, value) in variables.EnvironmentVariables)
        {
            environment.Add(new DcpEnvironmentVariable(name, await ResolveAsync(value, $"environment variable '{name}'", context, cancellationToken) ?? ""));
        }

        var resolved = new List<LaunchArgument>();
        foreach (var argument in arguments.Args)
        {
            if (await ResolveAsync(argument, $"argument {resolved.Count + 1}", context, cancellationToken) is { } text)
            {
                resolved.Add(new LaunchArgument(text, IsSecret(argument)));
            }
        }

        return new LaunchConfiguration(resolved, environment);
    }

    /// <summary>Resolves a value that a callback has given.</summary>
    public static async ValueTask<string?> ResolveAsync(object? value, string what, ValueProviderContext context, CancellationToken cancellationToken)
    {
        try
        {
            return value switch
            {
                null => null,
                string text => text,
                IValueProvider provider => await provider.GetValueAsync(context, cancellationToken),
                IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(context, cancellationToken),
                bool flag => flag ? "true" : "false",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new DistributedApplicationException($"The {what} of resource '{context.Caller?.Name}' has no value: {exception.Message}", exception);
        }
    }

    /// <summary>Whether a value is, or is made from, a secret parameter.</summary>
    private static bool IsSecret(object? value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        IResourceBuilder<ParameterResource> builder => builder.Resource.Secret,
        ConnectionStringReference or IResourceWithConnectionString => true,
        IValueWithReferences references => references.References.Any(IsSecret),
        _ => false,
    };
}

/// <summary>An argument of a command line.</summary>
/// <param name="Value">The argument.</param>
/// <param name="IsSecret">Whether the dashboard masks it.</param>
internal sealed record LaunchArgument(string Value, bool IsSecret);
