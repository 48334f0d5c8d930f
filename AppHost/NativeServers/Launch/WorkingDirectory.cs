namespace ReferenceShop.AppHost.NativeServers;

/// <summary>Where a process works: servers work in their own folder, which tells them from others.</summary>
internal static class WorkingDirectory
{
    /// <summary>Whether the process lives and works in this folder or below it; false where the system does not tell.</summary>
    public static bool IsIn(int processId, string folder)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/cwd").LinkTarget is { } directory
                && (directory + "/").StartsWith(folder + "/", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
