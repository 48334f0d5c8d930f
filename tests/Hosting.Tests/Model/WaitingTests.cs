using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class WaitingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_waiting_resource_says_what_it_waits_for_and_its_log_tells()
    {
        var builder = TestHost.CreateBuilder();
        var one = builder.AddExecutable("one", "a", ".");
        var two = builder.AddExecutable("two", "a", ".");
        var web = builder.AddExecutable("web", "a", ".").WaitForStart(one).WaitForStart(two);
        await using var application = builder.Build();

        var waiting = application.ResourceNotifications.WaitForDependenciesAsync(web.Resource, Cancelled);
        Assert.Equal("Waiting", application.StateOf("web").State?.Text);
        Assert.Equal(["one", "two"], WaitingFor(application));

        await application.PublishStateAsync(one.Resource, KnownResourceStates.Running);
        await application.ResourceNotifications.WaitForResourceAsync("web", _ => WaitingFor(application) is ["two"], Cancelled);
        Assert.False(waiting.IsCompleted);

        await application.PublishStateAsync(two.Resource, KnownResourceStates.Running);
        await waiting.WaitAsync(TestHost.Patience, Cancelled);
        Assert.Empty(WaitingFor(application));

        var lines = await LogAsync(application, web.Resource);
        Assert.Contains(lines, line => line.Contains("Waiting for resource 'one' to enter the 'Running' state.", StringComparison.Ordinal));
        Assert.Contains(web.Resource.Annotations.OfType<ResourceRelationshipAnnotation>(), r => r.Resource == two.Resource && r.Type == "WaitFor");
    }

    [Fact]
    public async Task All_replicas_are_waited_for()
    {
        var builder = TestHost.CreateBuilder();
        var api = builder.AddExecutable("api", "a", ".").WithReplicas("api-aaaa", "api-bbbb");
        var web = builder.AddExecutable("web", "a", ".").WaitForStart(api);
        await using var application = builder.Build();

        var waiting = application.ResourceNotifications.WaitForDependenciesAsync(web.Resource, Cancelled);
        await application.PublishStateAsync(api.Resource, KnownResourceStates.Running, "api-aaaa");
        Assert.False(waiting.IsCompleted);
        await application.PublishStateAsync(api.Resource, KnownResourceStates.Running, "api-bbbb");

        await waiting.WaitAsync(TestHost.Patience, Cancelled);
    }

    [Fact]
    public async Task Waiting_for_a_database_waits_for_its_server_first()
    {
        var builder = TestHost.CreateBuilder();
        var database = builder.AddPostgres("server").AddDatabase("db");
        var web = builder.AddExecutable("web", "a", ".").WaitFor(database);
        await using var application = builder.Build();

        Assert.Equal(["server", "db"], web.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));
    }

    [Fact]
    public async Task A_dependency_that_fails_ends_the_wait_or_does_not()
    {
        var builder = TestHost.CreateBuilder();
        var api = builder.AddExecutable("api", "a", ".");
        var strict = builder.AddExecutable("strict", "a", ".").WaitFor(api, WaitBehavior.StopOnResourceUnavailable);
        var patient = builder.AddExecutable("patient", "a", ".").WaitForStart(api, WaitBehavior.WaitOnResourceUnavailable);
        await using var application = builder.Build();

        var strictWait = application.ResourceNotifications.WaitForDependenciesAsync(strict.Resource, Cancelled);
        var patientWait = application.ResourceNotifications.WaitForDependenciesAsync(patient.Resource, Cancelled);
        await application.PublishStateAsync(api.Resource, KnownResourceStates.FailedToStart);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => strictWait.WaitAsync(TestHost.Patience, Cancelled));
        Assert.Contains("'api'", error.Message, StringComparison.Ordinal);
        Assert.Contains("FailedToStart", error.Message, StringComparison.Ordinal);
        await application.PublishStateAsync(api.Resource, KnownResourceStates.Running);
        await patientWait.WaitAsync(TestHost.Patience, Cancelled);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, false)]
    public async Task Completion_means_the_expected_exit_code(int exitCode, bool isExpected)
    {
        var builder = TestHost.CreateBuilder();
        var job = builder.AddExecutable("job", "a", ".");
        var web = builder.AddExecutable("web", "a", ".").WaitForCompletion(job);
        await using var application = builder.Build();

        var waiting = application.ResourceNotifications.WaitForDependenciesAsync(web.Resource, Cancelled);
        await application.PublishStateAsync(job.Resource, KnownResourceStates.Running);
        Assert.False(waiting.IsCompleted);
        await application.PublishStateAsync(job.Resource, KnownResourceStates.Finished, exitCode: exitCode);

        var ended = waiting.WaitAsync(TestHost.Patience, Cancelled);
        if (isExpected)
        {
            await ended;
        }
        else
        {
            await Assert.ThrowsAsync<DistributedApplicationException>(() => ended);
        }
    }

    [Fact]
    public void Nothing_waits_for_itself_or_its_parent()
    {
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("a", "a", ".");

        Assert.Throws<DistributedApplicationException>(() => program.WaitFor(program));
    }

    private static string[] WaitingFor(DistributedApplication application) =>
        application.StateOf("web").Properties.FirstOrDefault(p => p.Name == "resource.waitingFor")?.Value as string[] ?? [];

    private static async Task<List<string>> LogAsync(DistributedApplication application, IResource resource)
    {
        var lines = new List<string>();
        await foreach (var batch in application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return lines;
    }
}
