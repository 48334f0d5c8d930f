namespace ReferenceShop.Checkout.Tests.Support;

/// <summary>What a test does to the calls from Checkout to the bank.</summary>
public enum Fault
{
    None,

    /// <summary>The connection cannot be made.</summary>
    Unreachable,

    /// <summary>The process dies before the call leaves.</summary>
    CrashBefore,

    /// <summary>The process dies when the bank has done its part and the answer is under way.</summary>
    CrashAfter,
}

/// <summary>The line between Checkout and the bank.</summary>
public sealed class BankLine
{
    /// <summary>Decides on a call by its method and path.</summary>
    public Func<HttpMethod, string, Fault> Fault { get; set; } = (_, _) => Support.Fault.None;

    public void Heal() => Fault = (_, _) => Support.Fault.None;

    internal DelegatingHandler NewHandler() => new Handler(this);

    /// <summary>Nothing in the service expects this, so it ends the work as a crash would: at once, with nothing more written.</summary>
    private sealed class CrashException() : Exception("The process died here.");

    private sealed class Handler(BankLine line) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var fault = line.Fault(request.Method, request.RequestUri!.AbsolutePath);
            if (fault is Support.Fault.Unreachable)
            {
                throw new HttpRequestException("No route to the bank.");
            }

            if (fault is Support.Fault.CrashBefore)
            {
                throw new CrashException();
            }

            var response = await base.SendAsync(request, cancellationToken);
            return fault is Support.Fault.CrashAfter ? throw new CrashException() : response;
        }
    }
}
