namespace ReferenceShop.AppHost.Local;

/// <summary>The AppHost's options: what <c>--help</c> prints, and what an option must be to be one.</summary>
internal static class Help
{
    // What Aspire's host reads in this form. Everything else of its configuration has a colon, an underscore or a capital in its name.
    private static readonly string[] s_aspire =
    [
        "environment", "urls", "operation", "publisher", "step", "list-steps", "output-path", "log-level", "include-exception-details", "clear-cache", "yes",
        "dcp-cli-path", "dcp-container-runtime", "dcp-dependency-check-timeout", "dcp-dashboard-path",
    ];

    private static readonly (string Name, string Value, string Meaning)[] s_options =
    [
        ("gateway-port", "N", "where the shop opens; 0 is any free port (default: 8080, or the next free one)"),
        ("servers", "KIND", "native (processes), containers, or auto: containers if a runtime is healthy (default: auto)"),
        ("state-folder", "DIR", "where native servers keep their data (default: a folder of this checkout's own)"),
        ("fresh", "", "start with empty data"),
        ("no-dashboard", "", "run without the Aspire dashboard"),
        ("help", "", "print this and start nothing"),
    ];

    public static string Text { get; } =
        $"""
        Starts the shop: its servers, its services and the Aspire dashboard. Ctrl+C stops all of it.

          dotnet run --project AppHost -- [options]

        {string.Join('\n', s_options.Select(option => $"  {$"--{option.Name} {option.Value}",-20}{option.Meaning}"))}

        Anything else is configuration of Aspire or .NET: --environment Production, --Logging:LogLevel:Default=Debug,
        --dcp-container-runtime podman. Environment variables do as well, such as ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true
        for a dashboard without a login.

        Example: a second shop beside the first, with data of its own that goes at each start
          dotnet run --project AppHost -- --gateway-port 0 --state-folder /tmp/second-shop --fresh

        """;

    public static bool IsAskedFor(string[] args) => args.Any(argument => argument is "--help" or "-h" or "-?");

    /// <exception cref="StartFailure">The argument looks like an option, and nobody would read it: most likely a slip of the pen.</exception>
    public static void Check(string argument)
    {
        var name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..].Split('=')[0] : "";
        if (name.Length > 0 && name.All(character => char.IsAsciiLetterLower(character) || character == '-') && !s_aspire.Contains(name) && s_options.All(option => option.Name != name))
        {
            throw new StartFailure($"There is no option --{name}: --help lists those that there are.");
        }
    }
}
