namespace ReferenceShop.AppHost.NativeServers;

/// <summary>A server program is on neither the PATH nor in its usual place.</summary>
internal sealed class ServerMissingException(string program)
    : Exception($"'{program}' was not found on the PATH. On Debian or Ubuntu: apt-get install -y --no-install-recommends redis-server rabbitmq-server postgresql");
