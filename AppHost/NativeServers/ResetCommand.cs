using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>The dashboard's command that empties a server: what <c>--fresh</c> does at start, for one server while the shop runs.</summary>
internal static class ResetCommand
{
    public const string Name = "reset-data";

    public static IResourceBuilder<TServer> WithResetCommand<TServer>(this IResourceBuilder<TServer> server)
        where TServer : NativeServerResource =>
        server.WithCommand(Name, "Reset data", context => ResetAsync(server.Resource, context), new CommandOptions
        {
            Description = "Deletes everything that this server stores and restarts it, and then the services that use it.",
            ConfirmationMessage = $"Delete all data of '{server.Resource.Name}'? This cannot be undone.",
            IconName = "DatabaseWarning",
        });

    private static async Task<ExecuteCommandResult> ResetAsync(NativeServerResource server, ExecuteCommandContext context)
    {
        var commands = context.ServiceProvider.GetRequiredService<ResourceCommandService>();
        var states = context.ServiceProvider.GetRequiredService<ResourceNotificationService>();
        var users = Users(context.ServiceProvider.GetRequiredService<DistributedApplicationModel>(), server);
        var token = context.CancellationToken;

        // A server that has stopped by itself refuses the command, and is as good.
        await commands.ExecuteCommandAsync(server, KnownResourceCommands.StopCommand, token);
        await states.WaitForResourceAsync(server.Name, KnownResourceStates.TerminalStates, token);
        server.Server.Folder.Clear();
        Log.DataDeleted(context.Logger, server.Name);
        var started = await commands.ExecuteCommandAsync(server, KnownResourceCommands.StartCommand, token);
        if (!started.Success)
        {
            return started;
        }

        await states.WaitForResourceHealthyAsync(server.Name, token);
        foreach (var user in users)
        {
            await commands.ExecuteCommandAsync(user, KnownResourceCommands.RestartCommand, token);
        }

        return CommandResults.Success();
    }

    // Whoever waits for the server, or for a database on it, has its state in there: schema, queues, seed.
    private static IReadOnlyList<IResource> Users(DistributedApplicationModel model, NativeServerResource server) =>
    [
        .. model.Resources.Where(resource => resource.Annotations.OfType<WaitAnnotation>()
            .Any(wait => wait.Resource == server || (wait.Resource as NativeDatabaseResource)?.Parent == server)),
    ];
}
