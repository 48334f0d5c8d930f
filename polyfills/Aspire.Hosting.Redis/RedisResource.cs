namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server in a container.</summary>
/// <param name="name">The resource name.</param>
public class RedisResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";
    internal const string UriScheme = "redis";

    /// <summary>Creates a server that asks for a password.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="password">Holds the password.</param>
    public RedisResource(string name, ParameterResource password)
        : this(name) => PasswordParameter = password;

    /// <summary>The endpoint that clients connect to.</summary>
    public EndpointReference PrimaryEndpoint => new(this, PrimaryEndpointName);

    /// <summary>The host part of <see cref="PrimaryEndpoint"/>.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The port part of <see cref="PrimaryEndpoint"/>.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>Holds the password; null means that none is asked for.</summary>
    public ParameterResource? PasswordParameter { get; private set; }

    /// <summary>StackExchange.Redis configuration: <c>host:port,password=...</c>.</summary>
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            if (this.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect))
            {
                return redirect.Resource.ConnectionStringExpression;
            }

            var address = PrimaryEndpoint.Property(EndpointProperty.HostAndPort);
            return PasswordParameter is null
                ? ReferenceExpression.Create($"{address}")
                : ReferenceExpression.Create($"{address},password={PasswordParameter}");
        }
    }

    /// <summary>The address as a URI: <c>redis://:password@host:port</c>.</summary>
    public ReferenceExpression UriExpression => PasswordParameter is null
        ? ReferenceExpression.Create($"{UriScheme}://{Host}:{Port}")
        : ReferenceExpression.Create($"{UriScheme}://:{PasswordParameter:uri}@{Host}:{Port}");

    /// <summary>The value of <see cref="ConnectionStringExpression"/>, once the endpoint is allocated.</summary>
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ConnectionStringExpression.GetValueAsync(cancellationToken);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Host", ReferenceExpression.Create($"{Host}"));
        yield return new("Port", ReferenceExpression.Create($"{Port}"));
        if (PasswordParameter is not null)
        {
            yield return new("Password", ReferenceExpression.Create($"{PasswordParameter}"));
        }

        yield return new("Uri", UriExpression);
    }

    internal void SetPassword(ParameterResource? password) => PasswordParameter = password;
}
