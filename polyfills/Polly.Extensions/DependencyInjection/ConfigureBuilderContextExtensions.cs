using Microsoft.Extensions.Options;

namespace Polly.Registry;

/// <summary>Reloads of pipelines.</summary>
public static class ConfigureBuilderContextExtensions
{
    /// <summary>Has a pipeline built anew when options change.</summary>
    /// <typeparam name="TKey">The type of the pipelines' keys.</typeparam>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="context">The pipeline.</param>
    /// <param name="optionsMonitor">Tells of changes.</param>
    /// <param name="name">The name of the options, or null for the default ones.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void EnableReloads<TKey, TOptions>(
        this ConfigureBuilderContext<TKey> context, IOptionsMonitor<TOptions> optionsMonitor, string? name = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(optionsMonitor);

        var changed = new CancellationTokenSource();
        var registration = optionsMonitor.OnChange((_, changedName) =>
        {
            if (string.Equals(changedName, name ?? Options.DefaultName, StringComparison.Ordinal))
            {
                changed.Cancel();
            }
        });
        context.AddReloadToken(changed.Token);
        context.OnPipelineDisposed(() =>
        {
            registration?.Dispose();
            changed.Dispose();
        });
    }
}
