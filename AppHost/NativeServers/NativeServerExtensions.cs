using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ReferenceShop.AppHost.NativeServers;

internal static class NativeServerExtensions
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A password that is generated once and kept in the user secrets, so that the next run can read its data.</summary>
    public static ParameterResource AddServerPassword(this IDistributedApplicationBuilder builder, string server) =>
        ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{server}-password", special: false);

    public static IResourceBuilder<TServer> AddNativeServer<TServer>(this IDistributedApplicationBuilder builder, TServer resource)
        where TServer : NativeServerResource
    {
        var (name, server) = (resource.Name, resource.Server);
        return builder.AddResource(resource)
            .WithIconName("Database")
            .WithArgs(server.Command.Arguments.ToArray())
            .WithEnvironment(context =>
            {
                foreach (var (key, value) in server.Command.Environment)
                {
                    context.EnvironmentVariables[key] = value;
                }
            })
            .WithEndpoint(port: server.Port, targetPort: server.Port, scheme: resource.Scheme, name: NativeServerResource.EndpointName, isProxied: false)
            .WithCheck(builder, async token => await server.CheckAsync(await resource.GetPasswordAsync(token), token))
            .OnBeforeResourceStarted(async (_, _, token) => await server.PrepareAsync(await resource.GetPasswordAsync(token), token))
            .WithResetCommand()
            .ExcludeFromManifest();
    }

    /// <summary>Adds a database that is created, unless it exists, when the server is ready.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddNativeDatabase(this IResourceBuilder<NativePostgresResource> server, string name)
    {
        var postgres = server.Resource;
        server.OnResourceReady(async (_, _, token) =>
            await postgres.Postgres.CreateDatabaseAsync(await postgres.GetPasswordAsync(token), name, token));
        return server.ApplicationBuilder.AddResource(new NativeDatabaseResource(name, postgres))
            .WithIconName("Database")
            .WithCheck(server.ApplicationBuilder, async token => await postgres.Postgres.CheckAsync(await postgres.GetPasswordAsync(token), name, token))
            .OnInitializeResource((database, initialized, cancellationToken) =>
            {
                var stopping = initialized.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                _ = ShareStateAsync(postgres, database, initialized.Notifications, stopping);
                return Task.CompletedTask;
            })
            .ExcludeFromManifest();
    }

    private static IResourceBuilder<T> WithCheck<T>(
        this IResourceBuilder<T> resource, IDistributedApplicationBuilder builder, Func<CancellationToken, Task> check)
        where T : IResource
    {
        var key = $"{resource.Resource.Name}_check";
        builder.Services.AddHealthChecks().AddAsyncCheck(key, token => AskAsync(check, token));
        return resource.WithHealthCheck(key);
    }

    // A server that is starting is asked again and again within one check: the pauses between two checks grow to seconds.
    private static async Task<HealthCheckResult> AskAsync(Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                await check(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception) when (clock.Elapsed < s_patience && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(s_pause, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }
    }

    // Aspire does this for the children of containers only.
    private static async Task ShareStateAsync(IResource server, IResource database, ResourceNotificationService states, CancellationToken cancellationToken)
    {
        await foreach (var change in states.WatchAsync(cancellationToken))
        {
            if (change.Resource == server)
            {
                await states.PublishUpdateAsync(database, snapshot => snapshot with
                {
                    State = change.Snapshot.State,
                    StartTimeStamp = change.Snapshot.StartTimeStamp,
                    StopTimeStamp = change.Snapshot.StopTimeStamp,
                });
            }
        }
    }
}
