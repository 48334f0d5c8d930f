using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ReferenceShop.ServiceDefaults.Health;

internal static class HealthExtensions
{
    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<CachedHealth>();
        builder.Services.AddOptions<ShutdownOptions>().BindConfiguration(ShutdownOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ShutdownReadiness>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ShutdownReadiness>());
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", Ready).DisableHttpMetrics().ExcludeFromDescription().AllowAnonymous();
        app.MapGet("/alive", () => TypedResults.Ok(HealthAnswer.Of("Healthy"))).DisableHttpMetrics().ExcludeFromDescription().AllowAnonymous();
    }

    private static async Task<JsonHttpResult<HealthAnswer>> Ready(CachedHealth health, ShutdownReadiness shutdown, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        if (shutdown.IsStopping)
        {
            return TypedResults.Json(HealthAnswer.Of("Stopping"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var report = await health.CheckAsync(cancellationToken);
        // Names and states only: what a check found wrong is for the log, not for whoever asks.
        var answer = new HealthAnswer(report.Status.ToString(), report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString()));
        return TypedResults.Json(answer, statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks)
    {
        public static HealthAnswer Of(string status) => new(status, new Dictionary<string, string>());
    }
}
