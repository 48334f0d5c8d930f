namespace ReferenceShop.AppHost.NativeServers;

/// <summary>The user that runs what refuses to run as root: the one of the PostgreSQL package.</summary>
internal static class ServerUser
{
    private const string Name = "postgres";

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>A command as this user, or as it is when the current user is not root.</summary>
    public static ServerCommand Run(string program, IReadOnlyList<string> arguments, string folder) =>
        IsRoot
            ? new(
                Programs.Require("setpriv", Programs.Find("setpriv")),
                [$"--reuid={Name}", $"--regid={Name}", "--init-groups", "--", program, .. arguments],
                folder)
            : new(program, arguments, folder);

    /// <summary>Gives a folder and all in it to this user; does nothing when the current user is not root.</summary>
    /// <exception cref="InvalidOperationException">The user cannot reach it.</exception>
    public static async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsRoot)
        {
            return;
        }

        await ServerProgram.RunAsync(new("chown", ["-R", $"{Name}:{Name}", folder], "/"), input: "", cancellationToken);
        try
        {
            await ServerProgram.RunAsync(Run("test", ["-w", folder], "/"), input: "", cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException(
                $"The user '{Name}', which runs PostgreSQL when the shop is started as root, cannot reach '{folder}': choose another --state-folder.", exception);
        }
    }
}
