using System.Net;
using System.Net.Sockets;
using ReferenceShop.AppHost.NativeServers;
using Xunit;

namespace ReferenceShop.AppHost.Tests.NativeServers;

public sealed class FreePortTests
{
    [Fact]
    public void A_port_is_given_once()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => FreePort.Next()).ToList();

        Assert.Equal(50, ports.Distinct().Count());
    }

    [Fact]
    public void A_port_that_someone_listens_on_is_not_free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, FreePort.Next());
        listener.Start();

        Assert.False(FreePort.IsFree(((IPEndPoint)listener.LocalEndpoint).Port));
    }
}
