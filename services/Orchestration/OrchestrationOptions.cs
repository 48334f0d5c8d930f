using System.ComponentModel.DataAnnotations;

namespace ReferenceShop.Orchestration;

/// <summary>Section <c>Orchestration</c>, e.g. <c>"Orchestration": { "AnswerWithin": "00:00:05", "Lease": "00:00:15" }</c>.</summary>
internal sealed class OrchestrationOptions
{
    public const string Section = "Orchestration";

    /// <summary>How long a request waits for its checkout to end before it is answered 202.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Orchestration:AnswerWithin must lie between 0 s and 1 min.")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long Checkout may take for one call; it waits for the bank meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Orchestration:PayTimeout must lie between 0.1 s and 1 min.")]
    public TimeSpan PayTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a run may take new steps before it hands the checkout back.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00", ErrorMessage = "Orchestration:RunFor must lie between 0.1 s and 5 min.")]
    public TimeSpan RunFor { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>For how long a run owns its checkout. After a crash, the time until another replica takes it over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:10:00", ErrorMessage = "Orchestration:Lease must lie between 0.2 s and 10 min.")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often checkouts are looked for that nobody owns any more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00", ErrorMessage = "Orchestration:SweepInterval must lie between 50 ms and 10 min.")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two runs of a checkout whose next step keeps failing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00", ErrorMessage = "Orchestration:MaxBackOff must lie between 50 ms and 1 h.")]
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromSeconds(5);
}

internal static class OrchestrationOptionsRegistration
{
    public static OrchestrationOptions AddOrchestrationOptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OrchestrationOptions>()
            .BindConfiguration(OrchestrationOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                o => o.Lease > o.RunFor + o.PayTimeout,
                "Orchestration:Lease must be longer than RunFor and PayTimeout together, or a checkout would get a second owner while the first still works on it.")
            .ValidateOnStart();
        return builder.Configuration.GetSection(OrchestrationOptions.Section).Get<OrchestrationOptions>() ?? new();
    }
}
