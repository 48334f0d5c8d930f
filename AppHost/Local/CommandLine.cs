using Microsoft.Extensions.Configuration;

namespace ReferenceShop.AppHost.Local;

/// <summary>
/// What the command line can change, beside everything that Aspire reads from it:
/// <c>dotnet run --project AppHost -- --gateway-port 9000 --servers native --state-folder DIR --fresh</c>. <see cref="Help"/> lists it.
/// </summary>
internal static class CommandLine
{
    private const string Fresh = "fresh";
    private const string NoDashboard = "no-dashboard";

    /// <summary>How Aspire is set up by what was asked for.</summary>
    /// <exception cref="StartFailure">There is no such option.</exception>
    public static DistributedApplicationOptions Parse(string[] args)
    {
        Array.ForEach(args, Help.Check);
        var pairs = Normalize(args);
        var configuration = new ConfigurationBuilder().AddCommandLine(pairs).Build();
        return new() { Args = pairs, DisableDashboard = Flag(configuration, NoDashboard) };
    }

    /// <summary>Gives the flags a value: the configuration's command line knows only pairs.</summary>
    public static string[] Normalize(string[] args) =>
        [.. args.Select(argument => argument is $"--{Fresh}" or $"--{NoDashboard}" ? $"{argument}=true" : argument)];

    /// <summary>The gateway's port if one was asked for. 0 means any free port.</summary>
    public static int? AskedGatewayPort(this IConfiguration configuration) => Number(configuration, "gateway-port", 0, 65535);

    /// <summary>Containers or native processes, when the choice is not left to what this machine has.</summary>
    public static ServerKind? AskedServers(this IConfiguration configuration) => configuration["servers"] switch
    {
        null or "" or "auto" => null,
        "native" => ServerKind.Native,
        "containers" => ServerKind.Containers,
        var other => throw new StartFailure($"--servers is 'native', 'containers' or 'auto', not '{other}'."),
    };

    /// <summary>Where the native servers keep their data, when it is not the default folder of this checkout.</summary>
    public static string? AskedStateFolder(this IConfiguration configuration) => configuration["state-folder"];

    /// <summary>Start with empty data.</summary>
    public static bool AsksForFreshData(this IConfiguration configuration) => Flag(configuration, Fresh);

    private static bool Flag(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw new StartFailure($"--{name} takes no value, or true or false, not '{other}'."),
    };

    private static int? Number(IConfiguration configuration, string name, int min, int max) => configuration[name] switch
    {
        null or "" => null,
        var text when int.TryParse(text, out var number) && number >= min && number <= max => number,
        var other => throw new StartFailure($"--{name} is a number from {min} to {max}, not '{other}'."),
    };
}
