using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Wire;

namespace ReferenceShop.Hosting.Tests.Runtime;

[Collection(SampleCollection.Name)]
public sealed class ResourceServiceTests(SampleApplication sample) : IAsyncLifetime
{
    private const string ApiKey = "the-key-of-this-run";

    private DashboardServiceHost? _host;
    private GrpcClient? _client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GrpcClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _host = new DashboardServiceHost(ApiKey, port: 0, sample.Application.Services);
        await _host.StartAsync(Token);
        _client = new GrpcClient(await _host.GetUriAsync(Token), ApiKey);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host!.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_tells_the_name_of_the_application()
    {
        var answer = await Client.CallAsync("GetApplicationInformation", new ApplicationInformationRequest(), ApplicationInformationResponse.Parser, Token);

        Assert.Equal("SampleHost", answer.ApplicationName);
    }

    [Fact]
    public async Task A_caller_without_the_key_is_refused()
    {
        using var stranger = new GrpcClient(await _host!.GetUriAsync(Token), "another-key");

        Assert.Equal("16", await stranger.StatusAsync("GetApplicationInformation", new ApplicationInformationRequest(), Token));
    }

    [Fact]
    public async Task The_first_message_has_every_resource_with_the_fields_that_the_dashboard_insists_on()
    {
        var first = await Client.CallAsync("WatchResources", new WatchResourcesRequest(), WatchResourcesUpdate.Parser, Token);

        var resources = first.InitialData.Resources;
        Assert.Equal(2, resources.Count(resource => resource.DisplayName == "api"));
        Assert.All(resources, resource => Assert.NotNull(resource.CreatedAt));
        Assert.All(resources, resource => Assert.All(resource.Properties, property => Assert.NotNull(property.Value)));
        Assert.Contains(resources.Single(resource => resource.DisplayName == "talker").Commands, command => command.Name == "stop");
    }

    [Fact]
    public async Task Later_messages_have_what_changes()
    {
        var instance = Assert.Single(sample.InstancesOf("told"));
        var isFirst = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(HostProcess.Patience);

        await foreach (var update in Client.StreamAsync("WatchResources", new WatchResourcesRequest(), WatchResourcesUpdate.Parser, limit.Token))
        {
            if (isFirst)
            {
                isFirst = false;
                await Client.CallAsync(
                    "ExecuteResourceCommand", new ResourceCommandRequest { ResourceName = instance, CommandName = "start" }, ResourceCommandResponse.Parser, Token);
            }
            else if (update.Changes.Value.Any(change => change.Upsert.Name == instance && change.Upsert.State == "Running"))
            {
                return;
            }
        }

        Assert.Fail("The change was not told.");
    }

    [Fact]
    public async Task The_console_log_has_the_lines_so_far()
    {
        var instance = Assert.Single(sample.InstancesOf("talker"));
        await sample.WaitForLineAsync(instance, "Z err", Token);

        var lines = new List<ConsoleLogLine>();
        var request = new WatchResourceConsoleLogsRequest { ResourceName = instance, SuppressFollow = true };
        await foreach (var update in Client.StreamAsync("WatchResourceConsoleLogs", request, WatchResourceConsoleLogsUpdate.Parser, Token))
        {
            lines.AddRange(update.LogLines);
        }

        Assert.Contains(lines, line => line.Text.EndsWith(" err", StringComparison.Ordinal) && line.IsStdErr);
        Assert.Equal(lines.Select(line => line.LineNumber).Order(), lines.Select(line => line.LineNumber));
    }

    [Fact]
    public async Task A_command_that_does_not_exist_fails_with_a_reason()
    {
        var request = new ResourceCommandRequest { ResourceName = sample.InstancesOf("talker")[0], CommandName = "dance" };

        var answer = await Client.CallAsync("ExecuteResourceCommand", request, ResourceCommandResponse.Parser, Token);

        Assert.Equal(ResourceCommandResponseKind.Failed, answer.Kind);
        Assert.Contains("dance", answer.Message, StringComparison.Ordinal);
    }
}
