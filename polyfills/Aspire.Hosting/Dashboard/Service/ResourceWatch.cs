using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>The resources of the application as a stream of batches: what there is, then what changes.</summary>
internal static class ResourceWatch
{
    // Long enough to put a burst of changes into one message, short enough to feel immediate.
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(100);

    public static async IAsyncEnumerable<Wire.WatchResourcesUpdate> UpdatesAsync(
        ResourceNotificationService notifications, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var updates = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        var pump = PumpAsync(notifications, updates.Writer, cancellationToken);

        // The notification service tells the present states first, at once, and cannot tell where they end.
        await Task.Delay(s_gather, clock, cancellationToken);
        var initial = new Wire.InitialResourceData();
        initial.Resources.Add(Latest(updates.Reader));
        yield return new() { InitialData = initial };

        while (await updates.Reader.WaitToReadAsync(cancellationToken))
        {
            await Task.Delay(s_gather, clock, cancellationToken);
            var changes = new Wire.WatchResourcesChanges();
            changes.Value.Add(Latest(updates.Reader).Select(resource => new Wire.WatchResourcesChange { Upsert = resource }));
            yield return new() { Changes = changes };
        }

        await pump;
    }

    private static async Task PumpAsync(ResourceNotificationService notifications, ChannelWriter<ResourceEvent> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var update in notifications.WatchAsync(cancellationToken))
            {
                writer.TryWrite(update);
            }
        }
        finally
        {
            writer.TryComplete();
        }
    }

    /// <summary>Everything that waits to be told, the last state of each instance only.</summary>
    private static IEnumerable<Wire.Resource> Latest(ChannelReader<ResourceEvent> reader)
    {
        var latest = new Dictionary<string, ResourceEvent>();
        while (reader.TryRead(out var update))
        {
            latest[update.ResourceId] = update;
        }

        return latest.Values.Select(ResourceMessages.From);
    }
}
