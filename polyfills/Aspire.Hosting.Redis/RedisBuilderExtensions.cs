using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds Redis to an application.</summary>
public static class RedisBuilderExtensions
{
    private const string PasswordVariable = "REDIS_PASSWORD";

    // The password comes from the environment, so that it shows in no list of processes; what follows in the arguments is the server's.
    private const string Start = $"exec redis-server ${{{PasswordVariable}:+--requirepass \"${PasswordVariable}\"}} \"$@\"";

    /// <summary>Adds a Redis container with a generated password and a health check.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource name; also the name of the connection string.</param>
    /// <param name="port">The port on this machine; null means a random one.</param>
    /// <param name="password">Holds the password; null means a generated one, kept as <c>{name}-password</c>. It must have no comma.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secret = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var redis = new RedisResource(name, secret);
        string? connectionString = null;
        builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(
            redis, async (_, token) => connectionString = await redis.GetConnectionStringAsync(token));
        var check = $"{name}_check";
        builder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(check, new RedisHealthCheck(() => connectionString), failureStatus: null, tags: null));
        return builder.AddResource(redis)
            .WithEndpoint(port: port, targetPort: 6379, name: RedisResource.PrimaryEndpointName, scheme: RedisResource.UriScheme)
            .WithImage(RedisContainerImage.Image, RedisContainerImage.Tag)
            .WithImageRegistry(RedisContainerImage.Registry)
            .WithIconName("Database")
            .WithHealthCheck(check)
            .WithEntrypoint("/bin/sh")
            .WithEnvironment(context =>
            {
                if (redis.PasswordParameter is { } current)
                {
                    context.EnvironmentVariables[PasswordVariable] = current;
                }
            })
            .WithArgs(context =>
            {
                string[] start = ["-c", Start, "redis-server"];
                foreach (var argument in start.Concat(SnapshotArguments(redis)))
                {
                    context.Args.Add(argument);
                }
            });
    }

    /// <summary>Adds a Redis container on a given port of this machine.</summary>
    /// <inheritdoc cref="AddRedis(IDistributedApplicationBuilder, string, int?, IResourceBuilder{ParameterResource}?)" />
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddRedis(name, port, password: null);

    /// <summary>Keeps the data in a named volume and, unless it is read-only, turns snapshots on.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The volume's name; null means one of this application and resource.</param>
    /// <param name="isReadOnly">Whether the server may only read it.</param>
    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), "/data", isReadOnly);
        return isReadOnly ? builder : builder.WithPersistence();
    }

    /// <summary>Writes a snapshot regularly; the last call counts.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="interval">The time between two looks; null means a minute.</param>
    /// <param name="keysChangedThreshold">How many changed keys make a snapshot worth it.</param>
    public static IResourceBuilder<RedisResource> WithPersistence(
        this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var policy = new SnapshotPolicy(interval ?? TimeSpan.FromMinutes(1), keysChangedThreshold);
        return builder.WithAnnotation(policy, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Sets the password; null means that none is asked for.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="password">Holds the password.</param>
    public static IResourceBuilder<RedisResource> WithPassword(
        this IResourceBuilder<RedisResource> builder, IResourceBuilder<ParameterResource>? password)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.SetPassword(password?.Resource);
        return builder;
    }

    /// <summary>Sets the port on this machine; null means a random one.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="port">The port.</param>
    public static IResourceBuilder<RedisResource> WithHostPort(this IResourceBuilder<RedisResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithEndpoint(RedisResource.PrimaryEndpointName, endpoint => endpoint.Port = port);
    }

    private static IEnumerable<string> SnapshotArguments(RedisResource redis) =>
        redis.TryGetLastAnnotation<SnapshotPolicy>(out var policy)
            ? ["--save", policy.Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture), policy.KeysChanged.ToString(CultureInfo.InvariantCulture)]
            : [];
}
