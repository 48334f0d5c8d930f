using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Copies what one process or container prints into the log of its instance, as it comes.</summary>
internal sealed class InstanceLog
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Stream[] _streams;
    private readonly Task _copying;

    private InstanceLog(string name, Workloads workloads, ResourceLoggerService loggers)
    {
        _streams = [new Stream(name, "stdout", IsError: false, workloads, loggers), new Stream(name, "stderr", IsError: true, workloads, loggers)];
        _copying = Task.WhenAll(_streams.Select(stream => stream.FollowAsync(_stopping.Token)));
    }

    public static InstanceLog Start(string name, Workloads workloads, ResourceLoggerService loggers) => new(name, workloads, loggers);

    /// <summary>Stops after the lines that are there now; to be called before the object is removed.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        foreach (var stream in _streams)
        {
            await stream.CopyRestAsync(cancellationToken);
        }
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _copying;
    }

    private sealed record Stream(string Name, string Source, bool IsError, Workloads Workloads, ResourceLoggerService Loggers)
    {
        private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(250);

        private int _copied;

        public async Task FollowAsync(CancellationToken cancellationToken)
        {
            try
            {
                while (!await TryCopyAsync(follow: true, cancellationToken))
                {
                    // The log is there a moment after the object, and a connection may break.
                    await Task.Delay(s_retry, cancellationToken);
                }
            }
            catch (OperationCanceledException)
            {
                // Nobody wants more.
            }
        }

        public Task CopyRestAsync(CancellationToken cancellationToken) => TryCopyAsync(follow: false, cancellationToken);

        private async Task<bool> TryCopyAsync(bool follow, CancellationToken cancellationToken)
        {
            try
            {
                await foreach (var line in Workloads.ReadLogAsync(Name, Source, follow, _copied, cancellationToken))
                {
                    Loggers.Append(Name, line, IsError);
                    _copied++;
                }

                return true;
            }
            catch (Exception exception) when (exception is DcpException or HttpRequestException or IOException)
            {
                return false;
            }
        }
    }
}
