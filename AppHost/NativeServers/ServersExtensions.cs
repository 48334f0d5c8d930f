using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferenceShop.AppHost.Local;

namespace ReferenceShop.AppHost.NativeServers;

internal static class ServersExtensions
{
    /// <summary>
    /// Decides how the shop's servers run: as containers when a container runtime is healthy, otherwise as ordinary processes from the
    /// PATH, installed first where that is possible. <c>--servers</c> decides instead of it.
    /// </summary>
    /// <exception cref="StartFailure">Neither is possible here.</exception>
    public static Servers AddServers(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
        {
            return new(builder, state: null);
        }

        var kind = builder.Configuration.AskedServers() ?? (ContainerRuntime.IsHealthy() ? ServerKind.Containers : ServerKind.Native);
        var state = StateFolder.Open(builder.Configuration.AskedStateFolder() ?? StateFolder.DefaultPath(builder.AppHostDirectory));
        builder.Services.AddSingleton(_ => state);
        if (kind == ServerKind.Native)
        {
            ServerInstallation.Ensure();
            Survivors.Stop(state.Path);
            if (builder.Configuration.AsksForFreshData())
            {
                state.Clear();
            }
        }

        builder.OnBeforeStart((started, _) =>
        {
            var logger = started.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ReferenceShop");
            var owner = started.Services.GetRequiredService<StateFolder>();
            if (kind == ServerKind.Native)
            {
                Log.NativeServers(logger, owner.Path);
            }
            else
            {
                Log.Containers(logger);
            }

            return Task.CompletedTask;
        });
        return new(builder, kind == ServerKind.Native ? state : null);
    }
}
