namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells whether a host name is this machine.</summary>
public static class EndpointHostHelpers
{
    /// <summary>Whether the host is <c>localhost</c>.</summary>
    /// <param name="host">A host name.</param>
    public static bool IsLocalhost(string? host) => string.Equals(host, KnownHostNames.Localhost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the host of a URL is <c>localhost</c>.</summary>
    /// <param name="uri">A URL.</param>
    public static bool IsLocalhost(Uri? uri) => IsLocalhost(uri?.Host);

    /// <summary>Whether the host ends in <c>.localhost</c>.</summary>
    /// <param name="host">A host name.</param>
    public static bool IsLocalhostTld(string? host) => host?.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>Whether the host of a URL ends in <c>.localhost</c>.</summary>
    /// <param name="uri">A URL.</param>
    public static bool IsLocalhostTld(Uri? uri) => IsLocalhostTld(uri?.Host);

    /// <summary>Whether the host is <c>localhost</c> or ends in <c>.localhost</c>.</summary>
    /// <param name="host">A host name.</param>
    public static bool IsLocalhostOrLocalhostTld(string? host) => IsLocalhost(host) || IsLocalhostTld(host);

    /// <summary>Whether the host of a URL is <c>localhost</c> or ends in <c>.localhost</c>.</summary>
    /// <param name="uri">A URL.</param>
    public static bool IsLocalhostOrLocalhostTld(Uri? uri) => IsLocalhostOrLocalhostTld(uri?.Host);
}
