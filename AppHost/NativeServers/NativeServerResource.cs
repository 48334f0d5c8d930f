namespace ReferenceShop.AppHost.NativeServers;

/// <summary>A native server in the application's model: an executable with a connection string.</summary>
internal abstract class NativeServerResource(string name, NativeServer server, ParameterResource password)
    : ExecutableResource(name, server.Command.Executable, server.Command.WorkingDirectory), IResourceWithConnectionString
{
    public const string EndpointName = "tcp";

    // A number, not a name: the servers listen on IPv4 loopback only, and a client that tried IPv6 first would lose time.
    protected const string LoopbackHost = "127.0.0.1";

    public NativeServer Server { get; } = server;

    public ParameterResource Password { get; } = password;

    public abstract string Scheme { get; }

    public abstract ReferenceExpression ConnectionStringExpression { get; }

    protected abstract ReferenceExpression UriExpression { get; }

    protected virtual string? UserName => null;

    protected EndpointReferenceExpression ServerPort => new EndpointReference(this, EndpointName).Property(EndpointProperty.Port);

    public async Task<string> GetPasswordAsync(CancellationToken cancellationToken) =>
        await Password.GetValueAsync(cancellationToken) ?? throw new InvalidOperationException($"The parameter '{Password.Name}' has no value.");

    /// <summary>What a server in a container offers, too; e.g. <c>REDIS_HOST</c> in the environment of what references it.</summary>
    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties()
    {
        yield return new("Host", ReferenceExpression.Create($"{LoopbackHost}"));
        yield return new("Port", ReferenceExpression.Create($"{ServerPort}"));
        if (UserName is not null)
        {
            yield return new("Username", ReferenceExpression.Create($"{UserName}"));
        }

        yield return new("Password", ReferenceExpression.Create($"{Password}"));
        yield return new("Uri", UriExpression);
    }
}
