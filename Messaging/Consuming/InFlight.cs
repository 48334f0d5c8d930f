namespace ReferenceShop.Messaging.Consuming;

/// <summary>Counts running handlers, to be able to wait for the last one.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _idle;

    public IDisposable Enter()
    {
        lock (_gate)
        {
            _count++;
        }

        return new Entry(this);
    }

    public Task IdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    private sealed class Entry(InFlight owner) : IDisposable
    {
        public void Dispose() => owner.Leave();
    }
}
