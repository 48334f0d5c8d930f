using Microsoft.Extensions.Configuration;
using ReferenceShop.AppHost.Local;
using Xunit;

namespace ReferenceShop.AppHost.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Nothing_asked_for_leaves_everything_to_the_machine()
    {
        var configuration = Parse();

        Assert.Null(configuration.AskedGatewayPort());
        Assert.Null(configuration.AskedServers());
        Assert.Null(configuration.AskedStateFolder());
        Assert.False(configuration.AsksForFreshData());
    }

    [Fact]
    public void Fresh_is_a_flag_that_takes_no_other_option_for_its_value()
    {
        var configuration = Parse("--fresh", "--gateway-port", "9000");

        Assert.True(configuration.AsksForFreshData());
        Assert.Equal(9000, configuration.AskedGatewayPort());
    }

    [Theory]
    [InlineData("native", 1)]
    [InlineData("containers", 0)]
    public void Servers_can_be_chosen(string value, int expected) => Assert.Equal((ServerKind)expected, Parse("--servers", value).AskedServers());

    [Theory]
    [InlineData("http")]
    [InlineData("-1")]
    [InlineData("65536")]
    public void A_port_that_is_none_is_named(string value)
    {
        var failure = Assert.Throws<StartFailure>(() => Parse($"--gateway-port={value}").AskedGatewayPort());

        Assert.Contains("--gateway-port", failure.Message, StringComparison.Ordinal);
        Assert.Contains(value, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_servers_are_named() =>
        Assert.Contains("'podman'", Assert.Throws<StartFailure>(() => Parse("--servers=podman").AskedServers()).Message, StringComparison.Ordinal);

    [Fact]
    public void The_dashboard_can_be_left_out()
    {
        Assert.False(CommandLine.Parse([]).DisableDashboard);
        Assert.True(CommandLine.Parse(["--no-dashboard", "--gateway-port", "0"]).DisableDashboard);
    }

    [Theory]
    [InlineData("--state-foler")]
    [InlineData("--servres=native")]
    [InlineData("--no-dashbord")]
    public void A_slip_of_the_pen_is_noticed(string argument)
    {
        var failure = Assert.Throws<StartFailure>(() => CommandLine.Parse(["--fresh", argument]));

        Assert.Contains(argument.Split('=')[0], failure.Message, StringComparison.Ordinal);
        Assert.Contains("--help", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("--environment", "Production")]
    [InlineData("--Logging:LogLevel:Default=Debug")]
    [InlineData("--dcp-container-runtime", "podman")]
    [InlineData("--operation", "publish", "--output-path", "out")]
    [InlineData("--ASPNETCORE_URLS=http://localhost:1")]
    [InlineData("DcpPublisher:RandomizePorts=true")]
    public void What_Aspire_reads_is_left_to_it(params string[] args) => Assert.Equal(args, CommandLine.Parse(args).Args);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_is_printed_wherever_it_is_asked_for(string argument)
    {
        Assert.True(Help.IsAskedFor(["--fresh", argument]));
        Assert.False(Help.IsAskedFor(["--fresh"]));
    }

    [Theory]
    [InlineData("--gateway-port")]
    [InlineData("--servers")]
    [InlineData("--state-folder")]
    [InlineData("--fresh")]
    [InlineData("--no-dashboard")]
    public void Help_names_every_option(string option) => Assert.Contains($"  {option} ", Help.Text, StringComparison.Ordinal);

    private static IConfiguration Parse(params string[] args) =>
        new ConfigurationBuilder().AddCommandLine(CommandLine.Normalize(args)).Build();
}
