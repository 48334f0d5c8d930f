using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Testing;
using ReferenceShop.AppHost.Local;
using ReferenceShop.AppHost.NativeServers;
using Xunit;

namespace ReferenceShop.AppHost.Tests;

public sealed class LocalPortsTests
{
    [Fact]
    public async Task A_gateway_port_that_was_asked_for_stays()
    {
        var port = FreePort.Next();

        Assert.Equal(port, await GatewayPortAsync($"--gateway-port={port}"));
    }

    [Fact]
    public async Task Port_0_leaves_the_gateway_port_to_the_orchestrator() => Assert.Null(await GatewayPortAsync("--gateway-port=0"));

    [Fact]
    public async Task A_gateway_port_that_was_asked_for_and_is_taken_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, FreePort.Next());
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<StartFailure>(() => GatewayPortAsync($"--gateway-port={port}"));

        Assert.Contains($"Port {port} is in use", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_shops_that_start_at_the_same_time_get_two_gateway_ports() =>
        Assert.NotEqual(await GatewayPortAsync(), await GatewayPortAsync());

    [Fact]
    public void A_port_is_claimed_by_one_alone()
    {
        var port = FreePort.Next();

        Assert.True(PortClaim.TryMake(port));
        Assert.False(PortClaim.TryMake(port));
    }

    private static async Task<int?> GatewayPortAsync(params string[] args)
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(args);
        return builder.GatewayPort();
    }
}
