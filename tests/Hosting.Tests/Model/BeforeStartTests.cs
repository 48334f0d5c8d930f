using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

/// <summary>What the host itself does to the model right before the start.</summary>
public sealed class BeforeStartTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parameters_show_their_values_or_that_they_are_missing()
    {
        var builder = TestHost.CreateBuilder("--Parameters:given=v", "--Parameters:key=s");
        builder.AddParameter("given");
        builder.AddParameter("key", secret: true);
        builder.AddParameter("absent");
        await using var application = await builder.BeforeStartAsync(Cancelled);

        Assert.Equal(("Running", "v", false), ValueOf(application, "given"));
        Assert.Equal(("Running", "s", true), ValueOf(application, "key"));
        Assert.Equal(("ValueMissing", "", false), ValueOf(application, "absent"));
        var source = application.StateOf("key").Properties.Single(property => property.Name == CustomResourceKnownProperties.Source);
        Assert.Equal("Parameters:key", source.Value);
    }

    [Fact]
    public async Task Services_that_speak_http2_do_so_on_endpoints_that_were_added_later()
    {
        var builder = TestHost.CreateBuilder();
        var service = builder.AddExecutable("grpc", "a", ".").AsHttp2Service().WithHttpEndpoint().WithEndpoint(name: "raw");
        await using var application = await builder.BeforeStartAsync(Cancelled);

        Assert.Equal("http2", service.GetEndpoint("http").EndpointAnnotation.Transport);
        Assert.Equal("tcp", service.GetEndpoint("raw").EndpointAnnotation.Transport);
    }

    [Fact]
    public async Task Only_what_the_orchestrator_runs_has_lifecycle_commands()
    {
        var builder = TestHost.CreateBuilder("--Parameters:p=v");
        var server = builder.AddPostgres("server");
        var database = server.AddDatabase("db");
        var parameter = builder.AddParameter("p");
        await using var application = await builder.BeforeStartAsync(Cancelled);

        Assert.Equal(["start", "stop", "restart"], CommandsOf(server.Resource));
        Assert.DoesNotContain("start", CommandsOf(database.Resource));
        Assert.DoesNotContain("start", CommandsOf(parameter.Resource));
    }

    private static IEnumerable<string> CommandsOf(IResource resource) =>
        resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name);

    private static (string? State, object? Value, bool IsSensitive) ValueOf(DistributedApplication application, string name)
    {
        var snapshot = application.StateOf(name);
        var value = snapshot.Properties.Single(property => property.Name == "Value");
        return (snapshot.State?.Text, value.Value, value.IsSensitive);
    }
}
