namespace ReferenceShop.AppHost.NativeServers;

/// <summary>Finds the server programs: on the PATH and where distributions hide them from it.</summary>
internal static class Programs
{
    private static readonly string[] s_wellKnown =
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/opt/homebrew/sbin", "/opt/homebrew/bin"];

    public static string? Redis => Find("redis-server");

    // Debian's wrapper in /usr/sbin switches to the system's rabbitmq user and its folders; the script behind it does neither.
    public static string? RabbitMQ => ExistingFile("/usr/lib/rabbitmq/bin/rabbitmq-server") ?? Find("rabbitmq-server");

    public static string? Postgres => Find("postgres", PostgresFolders());

    public static string? Initdb => Find("initdb", PostgresFolders());

    /// <exception cref="ServerMissingException">Nothing was found.</exception>
    public static string Require(string name, string? found) => found ?? throw new ServerMissingException(name);

    /// <summary>The first file of that name in the folders given, on the PATH or in the usual places; or null.</summary>
    public static string? Find(string name, IEnumerable<string>? first = null)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return (first ?? [])
            .Concat(path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Concat(s_wellKnown)
            .Select(folder => ExistingFile(Path.Combine(folder, name)))
            .FirstOrDefault(file => file is not null);
    }

    // Debian and Ubuntu keep each major version apart and off the PATH; the newest wins.
    private static IEnumerable<string> PostgresFolders() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

    // A link to nothing counts as a file, but does not run.
    private static string? ExistingFile(string path) =>
        File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true) ? path : null;
}
