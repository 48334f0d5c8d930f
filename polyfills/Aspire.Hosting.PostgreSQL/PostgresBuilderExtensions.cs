using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL to an application.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a PostgreSQL container with a generated password and a health check.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource name; also the name of the connection string.</param>
    /// <param name="userName">Holds the user name; null means <c>postgres</c>.</param>
    /// <param name="password">Holds the password; null means a generated one, kept as <c>{name}-password</c>.</param>
    /// <param name="port">The port on this machine; null means a random one.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password");
        var postgres = new PostgresServerResource(name, userName?.Resource, secret);
        string? connectionString = null;
        builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(
            postgres, async (_, token) => connectionString = $"{await postgres.GetConnectionStringAsync(token)};Database=postgres");
        builder.Eventing.Subscribe<ResourceReadyEvent>(postgres, (ready, token) => DatabaseCreation.CreateAsync(
            connectionString ?? throw new DistributedApplicationException($"'{name}' is ready, but has no connection string."),
            builder.Resources.OfType<PostgresDatabaseResource>().Where(database => database.Parent == postgres),
            ready.Services,
            token));
        return builder.AddResource(postgres)
            .WithEndpoint(port: port, targetPort: 5432, name: PostgresServerResource.PrimaryEndpointName)
            .WithImage(PostgresContainerImage.Image, PostgresContainerImage.Tag)
            .WithImageRegistry(PostgresContainerImage.Registry)
            .WithIconName("DatabaseMultiple")
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256")
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["POSTGRES_USER"] = postgres.UserNameReference;
                context.EnvironmentVariables["POSTGRES_PASSWORD"] = postgres.PasswordParameter;
            })
            .WithHealthCheck(builder.AddCheck(name, () => connectionString));
    }

    /// <summary>Adds a database, which is created, unless it exists, when the server is ready.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The resource name; also the name of the connection string.</param>
    /// <param name="databaseName">The name on the server; null means the resource name.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var application = builder.ApplicationBuilder;
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.AddDatabase(name, database.DatabaseName);
        string? connectionString = null;
        application.Eventing.Subscribe<ConnectionStringAvailableEvent>(
            database, async (_, token) => connectionString = await database.ConnectionStringExpression.GetValueAsync(token));
        return application.AddResource(database)
            .WithIconName("Database")
            .WithHealthCheck(application.AddCheck(name, () => connectionString));
    }

    /// <summary>Keeps the data in a named volume.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The volume's name; null means one of this application and resource.</param>
    /// <param name="isReadOnly">Whether the server may only read it.</param>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image);
        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), PostgresContainerImage.DataPath(image?.Tag), isReadOnly);
    }

    /// <summary>Sets the password.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="password">Holds the password.</param>
    public static IResourceBuilder<PostgresServerResource> WithPassword(
        this IResourceBuilder<PostgresServerResource> builder, IResourceBuilder<ParameterResource> password)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(password);
        builder.Resource.PasswordParameter = password.Resource;
        return builder;
    }

    /// <summary>Sets the user name.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="userName">Holds the user name.</param>
    public static IResourceBuilder<PostgresServerResource> WithUserName(
        this IResourceBuilder<PostgresServerResource> builder, IResourceBuilder<ParameterResource> userName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(userName);
        builder.Resource.UserNameParameter = userName.Resource;
        return builder;
    }

    /// <summary>Sets the port on this machine; null means a random one.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="port">The port.</param>
    public static IResourceBuilder<PostgresServerResource> WithHostPort(this IResourceBuilder<PostgresServerResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithEndpoint(PostgresServerResource.PrimaryEndpointName, endpoint => endpoint.Port = port);
    }

    private static string AddCheck(this IDistributedApplicationBuilder builder, string name, Func<string?> connectionString)
    {
        var key = $"{name}_check";
        builder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, new PostgresHealthCheck(connectionString), failureStatus: null, tags: null));
        return key;
    }
}
