namespace ReferenceShop.AppHost.Local;

/// <summary>How Redis, RabbitMQ and PostgreSQL run.</summary>
internal enum ServerKind
{
    Containers,
    Native,
}
