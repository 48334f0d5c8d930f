namespace ReferenceShop.AppHost.NativeServers;

internal sealed class NativeRedisResource(string name, RedisServer server, ParameterResource password)
    : NativeServerResource(name, server, password)
{
    public override string Scheme => "redis";

    public override ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{LoopbackHost}:{ServerPort},password={Password}");

    protected override ReferenceExpression UriExpression => ReferenceExpression.Create($"redis://:{Password:uri}@{LoopbackHost}:{ServerPort}");
}

internal sealed class NativeRabbitResource(string name, RabbitServer server, ParameterResource password)
    : NativeServerResource(name, server, password)
{
    public override string Scheme => "amqp";

    public override ReferenceExpression ConnectionStringExpression => UriExpression;

    protected override string UserName => RabbitServer.UserName;

    protected override ReferenceExpression UriExpression => ReferenceExpression.Create($"amqp://{UserName}:{Password:uri}@{LoopbackHost}:{ServerPort}");
}

internal sealed class NativePostgresResource(string name, PostgresServer server, ParameterResource password)
    : NativeServerResource(name, server, password)
{
    public PostgresServer Postgres { get; } = server;

    public override string Scheme => "postgresql";

    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Host={LoopbackHost};Port={ServerPort};Username={UserName};Password={Password}");

    protected override string UserName => PostgresServer.UserName;

    protected override ReferenceExpression UriExpression => ReferenceExpression.Create($"postgresql://{UserName}:{Password:uri}@{LoopbackHost}:{ServerPort}");

    public ReferenceExpression Uri(string database) => ReferenceExpression.Create($"{UriExpression}/{database}");
}
