using System.Diagnostics;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Hears from the orchestrator how everything is, and notices when the orchestrator is gone.</summary>
internal sealed class StatusWatcher(DcpClient client, Func<string, InstanceRunner?> find)
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Watches until it is told to stop.</summary>
    /// <exception cref="DistributedApplicationException">The orchestrator has not answered for some time.</exception>
    public Task WatchAsync(CancellationToken cancellationToken) => Task.WhenAll(
        WatchAsync(new Workloads<DcpExecutable>(client), cancellationToken),
        WatchAsync(new Workloads<DcpContainer>(client), cancellationToken));

    private async Task WatchAsync(Workloads workloads, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await workloads.WatchAsync(workload => find(workload.Name)?.OnChange(workload), cancellationToken);
            }
            catch (Exception exception) when (exception is DcpException or HttpRequestException or IOException)
            {
                // A connection may break; the next one begins with how everything is.
                if (!await IsThereAsync(cancellationToken))
                {
                    throw new DistributedApplicationException("Aspire's orchestrator has ended, and with it everything that it ran.", exception);
                }
            }

            await Task.Delay(s_retry, cancellationToken);
        }
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        for (var asked = Stopwatch.StartNew(); asked.Elapsed < s_patience; await Task.Delay(s_retry, cancellationToken))
        {
            try
            {
                await client.PingAsync(cancellationToken);
                return true;
            }
            catch (Exception exception) when (exception is DcpException or HttpRequestException or IOException)
            {
                // Once more.
            }
        }

        return false;
    }
}
