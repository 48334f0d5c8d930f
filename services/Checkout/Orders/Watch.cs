using System.Threading.Channels;

namespace ReferenceShop.Checkout.Orders;

/// <summary>Somebody who waits for changes. Several changes between two looks count as one.</summary>
internal sealed class Watch(TimeProvider clock, Action<Watch> remove) : IDisposable
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _changes.Writer.TryWrite(true);

    /// <summary>True after a change, false when none came within <paramref name="patience"/>.</summary>
    public async Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_changes.Reader.TryRead(out _))
        {
            return true;
        }

        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => remove(this);
}
