using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace ReferenceShop.Hosting.Tests.Runtime;

[Collection(SampleCollection.Name)]
public sealed class ProjectRunTests(SampleApplication sample)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_replica_is_one_process_of_the_built_program()
    {
        var instances = sample.InstancesOf("api");

        var pids = new List<int>();
        foreach (var instance in instances)
        {
            var state = (await sample.WaitForStateAsync(instance, "Running", Token)).Snapshot;
            pids.Add(state.Pid());
            Assert.EndsWith("SampleApi.csproj", (string?)state.Property("project.path"), StringComparison.Ordinal);
            Assert.Contains("SampleApi.dll", string.Join(' ', (IEnumerable<string>)state.Property("executable.args")!), StringComparison.Ordinal);
        }

        Assert.Equal(2, pids.Distinct().Count());
    }

    [Fact]
    public async Task The_endpoint_hands_connections_to_all_replicas()
    {
        await sample.States.WaitForResourceHealthyAsync("api", Token);
        var expected = sample.InstancesOf("api").Select(instance => sample.StateOf(instance).Pid()).Order();

        var seen = new HashSet<int>();
        for (var i = 0; i < 200 && seen.Count < 2; i++)
        {
            // A new client has a new connection.
            using var client = new HttpClient { BaseAddress = sample.Application.GetEndpoint("api") };
            seen.Add(int.Parse(await client.GetStringAsync("/pid", Token), CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, seen.Order());
    }

    [Fact]
    public async Task Each_replica_has_its_own_port_and_its_own_identity()
    {
        var states = new List<CustomResourceSnapshot>();
        foreach (var instance in sample.InstancesOf("api"))
        {
            states.Add((await sample.WaitForStateAsync(instance, "Running", Token)).Snapshot);
        }

        Assert.All(states, state => Assert.Matches("^http://localhost:[0-9]+$", state.Variable("ASPNETCORE_URLS")));
        Assert.Equal(2, states.Select(state => state.Variable("ASPNETCORE_URLS")).Distinct().Count());
    }

    [Fact]
    public async Task A_project_gets_the_address_of_what_it_refers_to()
    {
        await sample.States.WaitForResourceHealthyAsync("web", Token);
        using var client = sample.Application.CreateHttpClient("web");

        var address = await client.GetStringAsync("/environment/services__api__http__0", Token);

        Assert.Equal(sample.Application.GetEndpoint("api").ToString().TrimEnd('/'), address);
    }

    [Fact]
    public async Task What_the_host_was_started_with_does_not_reach_the_projects()
    {
        await sample.States.WaitForResourceHealthyAsync("web", Token);
        using var client = sample.Application.CreateHttpClient("web");

        Assert.Equal("", await client.GetStringAsync("/environment/DOTNET_LAUNCH_PROFILE", Token));
        Assert.Equal("", await client.GetStringAsync("/environment/DCP_SESSION_FOLDER", Token));
    }

    [Fact]
    public async Task A_resource_starts_when_what_it_waits_for_is_healthy()
    {
        var web = Assert.Single(sample.InstancesOf("web"));

        await sample.WaitForStateAsync(web, "Running", Token);

        await sample.WaitForLineAsync(web, "Finished waiting for resource 'api", Token);
        Assert.All(sample.InstancesOf("api"), instance => Assert.True(sample.StateOf(instance).StartTimeStamp <= sample.StateOf(web).StartTimeStamp));
    }

    [Fact]
    public async Task The_dashboard_shows_the_text_of_a_url_that_a_callback_has_set()
    {
        var web = Assert.Single(sample.InstancesOf("web"));

        var state = (await sample.WaitForStateAsync(web, "Running", Token)).Snapshot;

        var url = Assert.Single(state.Urls);
        Assert.Equal(("http", "Home", false), (url.Name, url.DisplayProperties.DisplayName, url.IsInactive));
        Assert.Equal(sample.Application.GetEndpoint("web").ToString().TrimEnd('/'), url.Url);
    }

    [Fact]
    public async Task An_endpoint_without_a_proxy_has_the_port_that_the_process_listens_on()
    {
        var direct = Assert.Single(sample.InstancesOf("direct"));

        await sample.WaitForStateAsync(direct, "Running", Token);

        var port = sample.Application.GetEndpoint("direct", "http").Port;
        await sample.WaitForLineAsync(direct, $"port {port}", Token);
    }
}
