using System.Net;
using System.Net.Sockets;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>
/// Picks ports that nobody listens on, below the range that systems hand out to outgoing connections: a port stays free between
/// picking it and the server's bind, and two runs that pick at the same time rarely meet.
/// </summary>
internal static class FreePort
{
    private const int First = 15000;
    private const int Last = 32000;

    private static readonly HashSet<int> s_given = [];

    public static int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            if (TryTake(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free TCP port between {First} and {Last} was found.");
    }

    /// <summary>Whether the port is free and was not given away by this process before.</summary>
    public static bool TryTake(int port)
    {
        lock (s_given)
        {
            return !s_given.Contains(port) && IsFree(port) && s_given.Add(port);
        }
    }

    /// <summary>Whether a server on this port of localhost could start, and no server answers on a wider address.</summary>
    public static bool IsFree(int port) =>
        CanBind(IPAddress.Loopback, port) && CanBind(IPAddress.Any, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
