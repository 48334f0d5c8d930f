namespace ReferenceShop.AppHost.NativeServers;

/// <summary>A PostgreSQL server of either kind, which databases can be added to.</summary>
internal sealed class PostgresBuilder(Func<string, IResourceBuilder<IResourceWithConnectionString>> addDatabase)
{
    /// <summary>Adds a database that is created, unless it exists, when the server is ready.</summary>
    public IResourceBuilder<IResourceWithConnectionString> AddDatabase(string name) => addDatabase(name);
}
