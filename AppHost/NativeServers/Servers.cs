using ReferenceShop.AppHost.Local;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>Adds the shop's servers, as containers or as native processes; what references them cannot tell which.</summary>
/// <param name="builder">The application.</param>
/// <param name="state">Where native servers keep their data; null means containers.</param>
internal sealed class Servers(IDistributedApplicationBuilder builder, StateFolder? state)
{
    private bool Fresh => builder.ExecutionContext.IsRunMode && builder.Configuration.AsksForFreshData();

    public IResourceBuilder<IResourceWithConnectionString> AddRedis(string name)
    {
        if (state is null)
        {
            var redis = builder.AddRedis(name);
            return ContainerData.Keep(redis, Fresh, volume => redis.WithDataVolume(volume).WithArgs("--appendonly", "yes"));
        }

        var password = builder.AddServerPassword(name);
        return builder.AddNativeServer(new NativeRedisResource(name, new RedisServer(Folder(name), FreePort.Next()), password));
    }

    public IResourceBuilder<IResourceWithConnectionString> AddRabbitMQ(string name)
    {
        if (state is null)
        {
            var rabbit = builder.AddRabbitMQ(name).WithManagementPlugin();
            return ContainerData.Keep(rabbit, Fresh, volume => rabbit.WithDataVolume(volume));
        }

        var password = builder.AddServerPassword(name);
        return builder.AddNativeServer(new NativeRabbitResource(name, new RabbitServer(Folder(name), FreePort.Next()), password));
    }

    public PostgresBuilder AddPostgres(string name)
    {
        if (state is null)
        {
            var postgres = builder.AddPostgres(name);
            ContainerData.Keep(postgres, Fresh, volume => postgres.WithDataVolume(volume));
            return new(database => postgres.AddDatabase(database));
        }

        var password = builder.AddServerPassword(name);
        var server = builder.AddNativeServer(new NativePostgresResource(name, new PostgresServer(Folder(name), FreePort.Next()), password));
        return new(server.AddNativeDatabase);
    }

    private ServerFolder Folder(string name) => new(state!.Server(name));
}
