using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds environment variables when a resource is about to start.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public class EnvironmentCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Adds variables.</summary>
    /// <param name="callback">Changes the variables of the context.</param>
    public EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Adds variables.</summary>
    /// <param name="callback">Changes the variables of the context.</param>
    public EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> callback) : this(Callbacks.ToAsync(callback))
    {
    }

    /// <summary>Adds variables.</summary>
    /// <param name="callback">Changes the variables.</param>
    public EnvironmentCallbackAnnotation(Action<Dictionary<string, object>> callback) : this(context => callback(context.EnvironmentVariables))
    {
    }

    /// <summary>Adds one variable.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="callback">Gives its value.</param>
    public EnvironmentCallbackAnnotation(string name, Func<string> callback) : this(context => context.EnvironmentVariables[name] = callback())
    {
    }

    /// <summary>Changes the variables of the context.</summary>
    public Func<EnvironmentCallbackContext, Task> Callback { get; }
}

/// <summary>Adds command-line arguments when a resource is about to start.</summary>
public class CommandLineArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Adds arguments.</summary>
    /// <param name="callback">Changes the arguments of the context.</param>
    public CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Adds arguments.</summary>
    /// <param name="callback">Changes the arguments.</param>
    public CommandLineArgsCallbackAnnotation(Action<IList<object>> callback)
        : this(Callbacks.ToAsync<CommandLineArgsCallbackContext>(context => callback(context.Args)))
    {
    }

    /// <summary>Changes the arguments of the context.</summary>
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; }
}

/// <summary>Adds or changes the URLs of a resource on the dashboard, when its endpoints have their addresses.</summary>
public sealed class ResourceUrlsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Changes URLs.</summary>
    /// <param name="callback">Changes the URLs of the context.</param>
    public ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Changes URLs.</summary>
    /// <param name="callback">Changes the URLs of the context.</param>
    public ResourceUrlsCallbackAnnotation(Action<ResourceUrlsCallbackContext> callback) : this(Callbacks.ToAsync(callback))
    {
    }

    /// <summary>Changes the URLs of the context.</summary>
    public Func<ResourceUrlsCallbackContext, Task> Callback { get; }
}

/// <summary>Adds arguments for the container runtime's run command.</summary>
public sealed class ContainerRuntimeArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Adds arguments.</summary>
    /// <param name="callback">Changes the arguments of the context.</param>
    public ContainerRuntimeArgsCallbackAnnotation(Func<ContainerRuntimeArgsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Adds arguments.</summary>
    /// <param name="callback">Changes the arguments.</param>
    public ContainerRuntimeArgsCallbackAnnotation(Action<IList<object>> callback)
        : this(Callbacks.ToAsync<ContainerRuntimeArgsCallbackContext>(context => callback(context.Args)))
    {
    }

    /// <summary>Changes the arguments of the context.</summary>
    public Func<ContainerRuntimeArgsCallbackContext, Task> Callback { get; }
}

internal static class Callbacks
{
    public static Func<T, Task> ToAsync<T>(Action<T> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }
}
