using System.Net;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>What can be done to the objects of one kind that run: executables or containers.</summary>
internal abstract class Workloads
{
    public abstract Task StopAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes an object, ending what runs, and waits until it is gone.</summary>
    public abstract Task RemoveAsync(string name, CancellationToken cancellationToken);

    public abstract IAsyncEnumerable<string> ReadLogAsync(string name, string source, bool follow, int skip, CancellationToken cancellationToken);

    /// <summary>Every object and every change, until the connection ends.</summary>
    public abstract Task WatchAsync(Action<IDcpWorkload> onChange, CancellationToken cancellationToken);
}

/// <inheritdoc />
internal sealed class Workloads<T>(DcpClient client) : Workloads
    where T : DcpObject, IDcpKind<T>, IDcpWorkload
{
    public override Task StopAsync(string name, CancellationToken cancellationToken) => client.StopAsync<T>(name, cancellationToken);

    public override async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await client.DeleteAsync<T>(name, cancellationToken);
        try
        {
            while (true)
            {
                await client.GetAsync<T>(name, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(30), cancellationToken);
            }
        }
        catch (DcpException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            // Gone.
        }
    }

    public override IAsyncEnumerable<string> ReadLogAsync(string name, string source, bool follow, int skip, CancellationToken cancellationToken) =>
        client.ReadLogAsync<T>(name, source, follow, skip, cancellationToken);

    public override async Task WatchAsync(Action<IDcpWorkload> onChange, CancellationToken cancellationToken)
    {
        await foreach (var change in client.WatchAsync<T>(cancellationToken))
        {
            if (change.Type != "DELETED")
            {
                onChange(change.Object);
            }
        }
    }
}
