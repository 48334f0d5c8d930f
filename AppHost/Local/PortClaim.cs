namespace ReferenceShop.AppHost.Local;

/// <summary>
/// A port that this process will listen on in some seconds: two AppHosts that start at the same time would both find it free.
/// A claim is a locked file of this user; the system unlocks it however the process ends.
/// </summary>
internal static class PortClaim
{
    private static readonly List<FileStream> s_claims = [];

    /// <summary>Whether nobody else claims the port.</summary>
    public static bool TryMake(int port)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"reference-shop-{Environment.UserName}");
        try
        {
            Directory.CreateDirectory(folder);
            s_claims.Add(new(Path.Combine(folder, $"port-{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            // Nowhere to write a claim: the port is free as far as anyone can tell.
            return true;
        }
    }
}
