using Microsoft.Extensions.Logging;

namespace ReferenceShop.AppHost.NativeServers;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Redis, RabbitMQ and PostgreSQL run as ordinary processes, with their data in {Folder}.")]
    public static partial void NativeServers(ILogger logger, string folder);

    [LoggerMessage(LogLevel.Information, "Redis, RabbitMQ and PostgreSQL run as containers.")]
    public static partial void Containers(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Deleted the data of {Server}; restarting what uses it.")]
    public static partial void DataDeleted(ILogger logger, string server);
}
