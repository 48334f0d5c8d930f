using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReferenceShop.ServiceDefaults.Health;

/// <summary>Runs the health checks at most once a second, however many probes ask: a probe must never be a load on what it probes.</summary>
internal sealed class CachedHealth(HealthCheckService checks, TimeProvider clock)
{
    private static readonly TimeSpan s_freshFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private HealthReport? _report;
    private long _checkedAt;

    public async Task<HealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_report is null || clock.GetElapsedTime(_checkedAt) >= s_freshFor)
            {
                using var timeout = new CancellationTokenSource(s_timeout, clock);
                _report = await checks.CheckHealthAsync(timeout.Token);
                _checkedAt = clock.GetTimestamp();
            }

            return _report;
        }
        finally
        {
            _gate.Release();
        }
    }
}
