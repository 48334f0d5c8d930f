namespace ReferenceShop.Messaging;

/// <summary>Growing, jittered pauses between attempts to reach something that is away, so that replicas do not come back in step.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);
    private TimeSpan _next = s_first;

    public int Attempts { get; private set; }

    public void Reset()
    {
        _next = s_first;
        Attempts = 0;
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Attempts++;
        var pause = _next * (0.75 + (Random.Shared.NextDouble() / 2));
        _next = _next * 2 < s_longest ? _next * 2 : s_longest;
        await Task.Delay(pause, clock, cancellationToken);
    }
}
