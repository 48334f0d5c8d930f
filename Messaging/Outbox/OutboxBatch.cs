using System.Runtime.ExceptionServices;

namespace ReferenceShop.Messaging.Outbox;

/// <summary>What became of a batch. Filled by several aggregates at once.</summary>
internal sealed class OutboxBatch
{
    private readonly Lock _gate = new();
    private readonly List<Guid> _confirmed = [];
    private readonly List<Guid> _postponed = [];

    public IReadOnlyCollection<Guid> Confirmed => _confirmed;

    /// <summary>Published and not accepted.</summary>
    public IReadOnlyCollection<Guid> Postponed => _postponed;

    /// <summary>The first error, if any. Rows that are in neither list were not settled and stay as they are.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public void AddConfirmed(Guid id)
    {
        lock (_gate)
        {
            _confirmed.Add(id);
        }
    }

    public void AddPostponed(Guid id)
    {
        lock (_gate)
        {
            _postponed.Add(id);
        }
    }

    public void Fail(Exception exception)
    {
        lock (_gate)
        {
            Failure ??= ExceptionDispatchInfo.Capture(exception);
        }
    }
}
