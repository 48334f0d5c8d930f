using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.RabbitMQ;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds RabbitMQ to an application.</summary>
public static class RabbitMQBuilderExtensions
{
    private const string ManagementSuffix = "-management";

    /// <summary>Adds a RabbitMQ container with a generated password and a health check.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource name; also the name of the connection string.</param>
    /// <param name="userName">Holds the user name; null means <c>guest</c>.</param>
    /// <param name="password">Holds the password; null means a generated one, kept as <c>{name}-password</c>.</param>
    /// <param name="port">The port on this machine; null means a random one.</param>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // The password is part of a URI: letters and digits need no escaping anywhere.
        var secret = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var rabbit = new RabbitMQServerResource(name, userName?.Resource, secret);
        string? connectionString = null;
        builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(
            rabbit, async (_, token) => connectionString = await rabbit.ConnectionStringExpression.GetValueAsync(token));
        var check = $"{name}_check";
        builder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(check, new RabbitMQHealthCheck(() => connectionString), failureStatus: null, tags: null));
        return builder.AddResource(rabbit)
            .WithImage(RabbitMQContainerImage.Image, RabbitMQContainerImage.Tag)
            .WithImageRegistry(RabbitMQContainerImage.Registry)
            .WithIconName("MailMultiple")
            .WithEndpoint(port: port, targetPort: 5672, name: RabbitMQServerResource.PrimaryEndpointName)
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["RABBITMQ_DEFAULT_USER"] = rabbit.UserNameReference;
                context.EnvironmentVariables["RABBITMQ_DEFAULT_PASS"] = rabbit.PasswordParameter;
            })
            .WithHealthCheck(check);
    }

    /// <summary>Keeps the data in a named volume, under a node name that stays the same.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The volume's name; null means one of this application and resource.</param>
    /// <param name="isReadOnly">Whether the server may only read it.</param>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), "/var/lib/rabbitmq", isReadOnly);
        return builder.ApplicationBuilder.ExecutionContext.IsRunMode
            ? builder.WithEnvironment("RABBITMQ_NODENAME", $"{builder.Resource.Name}@localhost")
            : builder;
    }

    /// <summary>Switches to the image with the management pages, on a random port.</summary>
    /// <inheritdoc cref="WithManagementPlugin(IResourceBuilder{RabbitMQServerResource}, int?)" />
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder) =>
        builder.WithManagementPlugin(port: null);

    /// <summary>Switches to the image with the management pages.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="port">The pages' port on this machine; null means a random one.</param>
    /// <exception cref="DistributedApplicationException">The image is not the one of this integration, or its tag names no version.</exception>
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image)
            || image is not { Registry: RabbitMQContainerImage.Registry, Image: RabbitMQContainerImage.Image, Tag: { Length: > 0 } tag }
            || !(char.IsAsciiDigit(tag[0]) || tag.EndsWith("management", StringComparison.Ordinal)))
        {
            throw new DistributedApplicationException(
                $"The management pages of '{builder.Resource.Name}' cannot be turned on: its image is not a version of '{RabbitMQContainerImage.Image}'.");
        }

        if (!tag.Contains("management", StringComparison.Ordinal))
        {
            // 4.3 becomes 4.3-management, 4.3-alpine becomes 4.3-management-alpine.
            var version = tag.Split('-', 2);
            image.Tag = version.Length == 1 ? tag + ManagementSuffix : $"{version[0]}{ManagementSuffix}-{version[1]}";
        }

        return builder.WithHttpEndpoint(port: port, targetPort: 15672, name: RabbitMQServerResource.ManagementEndpointName);
    }
}
