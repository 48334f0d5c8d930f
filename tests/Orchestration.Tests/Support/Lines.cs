namespace ReferenceShop.Orchestration.Tests.Support;

/// <summary>What a test does to a call that Orchestration makes.</summary>
public enum Fault
{
    None,

    /// <summary>The connection cannot be made.</summary>
    Unreachable,

    /// <summary>The other side does its part, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>The process dies before the call leaves.</summary>
    CrashBefore,

    /// <summary>The process dies when the other side has done its part and the answer is under way.</summary>
    CrashAfter,
}

/// <summary>The lines from one instance of Orchestration to the other services.</summary>
public sealed class Lines
{
    /// <summary>Decides on a call such as "PUT /v1/stock/takes/...".</summary>
    public Func<string, Fault> Fault { get; set; } = _ => Support.Fault.None;

    public void Heal() => Fault = _ => Support.Fault.None;

    /// <summary>The next <paramref name="times"/> calls of one kind fail.</summary>
    public void Break(string call, Fault fault, int times)
    {
        var left = times;
        Fault = made => made.StartsWith(call, StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? fault : Support.Fault.None;
    }

    internal DelegatingHandler NewHandler() => new Handler(this);

    /// <summary>Nothing in the service expects this, so it ends the run as a crash would: at once, with nothing more written.</summary>
    private sealed class CrashException() : Exception("The process died here.");

    private sealed class Handler(Lines lines) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var fault = lines.Fault($"{request.Method} {request.RequestUri!.AbsolutePath}");
            switch (fault)
            {
                case Support.Fault.Unreachable:
                    throw new HttpRequestException("No route.");
                case Support.Fault.CrashBefore:
                    throw new CrashException();
            }

            var response = await base.SendAsync(request, cancellationToken);
            return fault switch
            {
                Support.Fault.AnswerLost => throw new HttpRequestException("The connection was reset."),
                Support.Fault.CrashAfter => throw new CrashException(),
                _ => response,
            };
        }
    }
}
