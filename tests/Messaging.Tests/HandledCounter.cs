using System.Diagnostics.Metrics;

namespace ReferenceShop.Messaging.Tests;

/// <summary>Reads the metric of handled messages.</summary>
internal sealed class HandledCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _count;
    private int _duplicates;

    public HandledCounter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "shop.messaging.handled")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            Interlocked.Increment(ref _count);
            foreach (var tag in tags)
            {
                if (tag is { Key: "shop.messaging.outcome", Value: "duplicate" })
                {
                    Interlocked.Increment(ref _duplicates);
                }
            }
        });
        _listener.Start();
    }

    public int Count => Volatile.Read(ref _count);

    public int Duplicates => Volatile.Read(ref _duplicates);

    public void Dispose() => _listener.Dispose();
}
