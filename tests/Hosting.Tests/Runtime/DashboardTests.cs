using System.Net;

namespace ReferenceShop.Hosting.Tests.Runtime;

public sealed class DashboardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_login_url_that_the_host_prints_opens_the_dashboard()
    {
        await using var host = HostProcess.Start();
        var line = await host.WaitForLineAsync("Login to the dashboard at", Token);
        var login = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = login };

        var anonymous = await client.GetAsync("/", Token);
        var known = await client.GetAsync(login, Token);
        var page = await client.GetAsync("/", Token);

        Assert.Contains("/login", anonymous.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal("/", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(login.Authority, page.RequestMessage.RequestUri.Authority);
    }

    [Fact]
    public async Task The_host_says_that_it_is_the_polyfilled_one()
    {
        await using var host = HostProcess.Start();

        await host.WaitForLineAsync("-p:Polyfills=false", Token);
    }
}
