namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Settings of service discovery as a whole.</summary>
public sealed class ServiceDiscoveryOptions
{
    /// <summary>True (the default) when endpoints of every scheme may be used; otherwise only those of <see cref="AllowedSchemes"/>.</summary>
    public bool AllowAllSchemes { get; set; } = true;

    /// <summary>The schemes that may be used when <see cref="AllowAllSchemes"/> is false, in order of preference.</summary>
    public IList<string> AllowedSchemes { get; set; } = [];

    /// <summary>How often a service is asked for again when its providers cannot tell of changes, and after an error. 60 seconds by default.</summary>
    public TimeSpan RefreshPeriod { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The schemes of a request that may be used.</summary>
    /// <param name="requestedSchemes">The schemes that the caller named; empty when it named none.</param>
    /// <returns>Those of them that are allowed, or <see cref="AllowedSchemes"/> when the caller named none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="requestedSchemes"/> is null.</exception>
    public IReadOnlyList<string> ApplyAllowedSchemes(IReadOnlyList<string> requestedSchemes)
    {
        ArgumentNullException.ThrowIfNull(requestedSchemes);
        return requestedSchemes switch
        {
            [] => [.. AllowedSchemes],
            _ when AllowAllSchemes => requestedSchemes,
            _ => [.. requestedSchemes.Where(scheme => AllowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))],
        };
    }
}
