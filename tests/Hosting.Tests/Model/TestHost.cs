using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.Hosting.Tests.Model;

/// <summary>Models without an orchestrator: what is written down, what it resolves to, and what the host's own services make of states.</summary>
internal static class TestHost
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IDistributedApplicationBuilder CreateBuilder(params string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--Logging:LogLevel:Default=None", .. args],
            DisableDashboard = true,
            ProjectDirectory = Path.GetTempPath(),
        });

    /// <summary>Gives every endpoint of a resource an address, the first one the given port.</summary>
    public static T Allocate<T>(this T resource, int port)
        where T : IResource
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port++, $"{{{{- portForServing \"{resource.Name}\" -}}}}");
        }

        return resource;
    }

    /// <summary>What a process of the resource would get.</summary>
    public static async Task<Dictionary<string, string?>> EnvironmentAsync(this IResource resource, DistributedApplication? application = null)
    {
        var execution = application?.Services.GetRequiredService<DistributedApplicationExecutionContext>()
            ?? new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run);
        var context = new EnvironmentCallbackContext(execution, resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var resolved = new Dictionary<string, string?>();
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            resolved[name] = value is IValueProvider provider
                ? await provider.GetValueAsync(new ValueProviderContext { Caller = resource, ExecutionContext = execution })
                : value.ToString();
        }

        return resolved;
    }

    public static async Task<string[]> ArgumentsAsync(this IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var resolved = new List<string>();
        foreach (var argument in context.Args)
        {
            resolved.Add(argument is IValueProvider provider ? await provider.GetValueAsync() ?? "" : argument.ToString()!);
        }

        return [.. resolved];
    }

    /// <summary>Builds the application and does to its model what happens right before the start.</summary>
    public static async Task<DistributedApplication> BeforeStartAsync(this IDistributedApplicationBuilder builder, CancellationToken cancellationToken)
    {
        var application = builder.Build();
        var eventing = application.Services.GetRequiredService<IDistributedApplicationEventing>();
        foreach (var subscriber in application.Services.GetServices<IDistributedApplicationEventingSubscriber>())
        {
            await subscriber.SubscribeAsync(eventing, builder.ExecutionContext, cancellationToken);
        }

        var model = application.Services.GetRequiredService<DistributedApplicationModel>();
        await eventing.PublishAsync(new BeforeStartEvent(application.Services, model), cancellationToken);
        return application;
    }

    public static Task PublishStateAsync(this DistributedApplication application, IResource resource, string state, string? instance = null, int? exitCode = null) =>
        application.ResourceNotifications.PublishUpdateAsync(resource, instance ?? resource.Name, s => s with { State = state, ExitCode = exitCode });

    public static CustomResourceSnapshot StateOf(this DistributedApplication application, string instance)
    {
        Assert.True(application.ResourceNotifications.TryGetCurrentState(instance, out var current), $"'{instance}' has no state.");
        return current.Snapshot;
    }
}

internal static class TestReplicas
{
    /// <summary>Says which instances the orchestrator would have made.</summary>
    public static IResourceBuilder<T> WithReplicas<T>(this IResourceBuilder<T> builder, params string[] names)
        where T : IResource =>
        builder.WithAnnotation(new DcpInstancesAnnotation([.. names.Select((name, index) => new DcpInstance(name, name[^4..], index))]));
}
