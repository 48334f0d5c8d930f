namespace Aspire.Hosting.Postgres;

/// <summary>The image that this version of the integration runs.</summary>
internal static class PostgresContainerImage
{
    public const string Registry = "docker.io";
    public const string Image = "library/postgres";
    public const string Tag = "18.3";

    /// <summary>Where a volume is mounted: from version 18 on, the image keeps each major version in a folder of its own.</summary>
    public static string DataPath(string? tag) =>
        int.TryParse((tag ?? Tag).Split('.', '-')[0], out var major) && major >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
}
