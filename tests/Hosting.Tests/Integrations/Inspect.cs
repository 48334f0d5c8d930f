using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Integrations;

/// <summary>Reads from a resource what the host would hand to the orchestrator, in the symbolic form of a manifest.</summary>
internal static class Inspect
{
    private static readonly DistributedApplicationExecutionContext s_run = new(DistributedApplicationOperation.Run);

    public static string Image(IResource resource)
    {
        Assert.True(resource.TryGetContainerImageName(out var image));
        return image;
    }

    public static async Task<Dictionary<string, string>> EnvironmentAsync(IResource resource)
    {
        var context = new EnvironmentCallbackContext(s_run, resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => Symbol(variable.Value));
    }

    public static async Task<List<string>> ArgumentsAsync(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource) { ExecutionContext = s_run };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return [.. context.Args.Select(Symbol)];
    }

    public static Dictionary<string, string> Properties(IResourceWithConnectionString resource) =>
        resource.GetConnectionProperties().ToDictionary(property => property.Key, property => property.Value.ValueExpression);

    public static EndpointAnnotation Endpoint(IResource resource, string name) =>
        resource.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == name);

    public static ContainerMountAnnotation Mount(IResource resource) => resource.Annotations.OfType<ContainerMountAnnotation>().Single();

    private static string Symbol(object value) => value is IManifestExpressionProvider symbolic ? symbolic.ValueExpression : $"{value}";
}
