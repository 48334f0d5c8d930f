using System.Net.Sockets;

namespace ReferenceShop.AppHost.NativeServers;

/// <summary>The cheapest health check: a few bytes out, a few expected ones back.</summary>
internal static class Probe
{
    public static async Task AsksAsync(int port, byte[] request, byte[] expected, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(request, cancellationToken);
        var answer = new byte[expected.Length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        if (!answer.AsSpan().SequenceEqual(expected))
        {
            throw new IOException($"The server on port {port} answers, but is not ready.");
        }
    }
}
