using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace ReferenceShop.Gateway.Tests;

public sealed partial class BuiltProgramTests
{
    [Fact]
    public async Task The_built_program_serves_the_page_from_any_working_directory()
    {
        using var gateway = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        })!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var address = await AddressAsync(gateway.StandardOutput, patience.Token);
            using var client = new HttpClient { BaseAddress = address };

            using var page = await client.GetAsync("/orders", patience.Token);
            using var api = await client.GetAsync("/api/store/products", patience.Token);

            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            Assert.Equal(HttpStatusCode.BadGateway, api.StatusCode);
        }
        finally
        {
            gateway.Kill(entireProcessTree: true);
            await gateway.WaitForExitAsync();
        }
    }

    private static async Task<Uri> AddressAsync(StreamReader output, CancellationToken cancellationToken)
    {
        while (await output.ReadLineAsync(cancellationToken) is { } line)
        {
            if (ListeningOn().Match(line) is { Success: true } match)
            {
                return new(match.Groups["address"].Value);
            }
        }

        throw new InvalidOperationException("The gateway ended before it listened.");
    }

    [GeneratedRegex(@"Now listening on: (?<address>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningOn();
}
