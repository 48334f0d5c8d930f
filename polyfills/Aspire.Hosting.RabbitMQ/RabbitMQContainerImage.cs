namespace Aspire.Hosting.RabbitMQ;

/// <summary>The image that this version of the integration runs.</summary>
internal static class RabbitMQContainerImage
{
    public const string Registry = "docker.io";
    public const string Image = "library/rabbitmq";
    public const string Tag = "4.3";
}
