namespace ReferenceShop.AppHost.NativeServers;

/// <summary>A database on a native PostgreSQL server; it lives and dies with its parent.</summary>
internal sealed class NativeDatabaseResource(string name, NativePostgresResource parent)
    : Resource(name), IResourceWithConnectionString, IResourceWithParent<NativePostgresResource>
{
    public NativePostgresResource Parent { get; } = parent;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={Name}");

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
        Parent.CombineProperties([new("DatabaseName", ReferenceExpression.Create($"{Name}")), new("Uri", Parent.Uri(Name))]);
}
