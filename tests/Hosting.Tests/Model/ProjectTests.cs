using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class ProjectTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("project-tests-");

    private string ProjectPath => Path.Combine(_directory.FullName, "Api.csproj");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_project_takes_endpoints_and_environment_from_its_launch_profile()
    {
        Write("Properties/launchSettings.json", """
            { // comments are allowed
              "profiles": {
                "iis": { "commandName": "IISExpress" },
                "http": {
                  "commandName": "Project",
                  "applicationUrl": "http://localhost:5301;http://localhost:5302;https://localhost:5303",
                  "launchUrl": "swagger",
                  "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" },
                },
              }
            }
            """);
        var project = TestHost.CreateBuilder("--DOTNET_LAUNCH_PROFILE=unknown").AddProject("api", ProjectPath);

        var endpoints = project.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => (e.Name, e.UriScheme, e.Port));
        Assert.Equal([("http", "http", 5301), ("http2", "http", 5302), ("https", "https", 5303)], endpoints);
        project.Resource.Allocate(5301);
        var environment = await project.Resource.EnvironmentAsync();
        Assert.Equal("http", environment["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal("Development", environment["ASPNETCORE_ENVIRONMENT"]);
        var port = "{{- portForServing \"api\" -}}";
        Assert.Equal($"http://localhost:{port};http://localhost:{port};https://localhost:{port}", environment["ASPNETCORE_URLS"]);
        Assert.Equal("5303", environment["ASPNETCORE_HTTPS_PORT"]);
    }

    [Fact]
    public async Task The_profile_of_the_AppHost_is_used_where_the_project_has_it()
    {
        Write("Properties/launchSettings.json", """
            { "profiles": {
                "one": { "commandName": "Project", "environmentVariables": { "WHICH": "one" } },
                "two": { "commandName": "Project", "environmentVariables": { "WHICH": "two" } } } }
            """);
        var builder = TestHost.CreateBuilder("--AppHost:DefaultLaunchProfileName=two");

        Assert.Equal("two", (await builder.AddProject("usual", ProjectPath).Resource.EnvironmentAsync())["WHICH"]);
        Assert.Equal("one", (await builder.AddProject("asked", ProjectPath, "one").Resource.EnvironmentAsync())["WHICH"]);
        Assert.DoesNotContain("WHICH", (await builder.AddProject("none", ProjectPath, launchProfileName: null).Resource.EnvironmentAsync()).Keys);
        Assert.Throws<DistributedApplicationException>(() => builder.AddProject("wrong", ProjectPath, "three"));
    }

    [Fact]
    public async Task What_the_model_says_wins_over_the_launch_profile()
    {
        Write("Properties/launchSettings.json", """
            { "profiles": { "http": { "commandName": "Project", "environmentVariables": { "WHICH": "profile" } } } }
            """);
        var project = TestHost.CreateBuilder().AddProject("api", ProjectPath).WithEnvironment("WHICH", "model");

        Assert.Equal("model", (await project.Resource.EnvironmentAsync())["WHICH"]);
    }

    [Fact]
    public async Task Endpoints_of_the_projects_own_settings_replace_those_of_the_launch_profile()
    {
        Write("appsettings.json", """{ "Kestrel": { "Endpoints": { "Public": { "Url": "http://*:5400", "Protocols": "Http2" } } } }""");
        Write("Properties/launchSettings.json", """
            { "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5301" } } }
            """);
        var project = TestHost.CreateBuilder().AddProject("api", ProjectPath);
        project.Resource.Allocate(5400);

        var endpoint = Assert.Single(project.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", 5400, "0.0.0.0", "http2"), (endpoint.Name, endpoint.Port, endpoint.TargetHost, endpoint.Transport));
        var environment = await project.Resource.EnvironmentAsync();
        Assert.Equal("http://0.0.0.0:{{- portForServing \"api\" -}}", environment["Kestrel__Endpoints__Public__Url"]);
        Assert.DoesNotContain("ASPNETCORE_URLS", environment.Keys);
    }

    [Fact]
    public async Task A_project_sends_its_telemetry_to_the_dashboard_and_an_executable_does_not()
    {
        var builder = TestHost.CreateBuilder("--environment=Development", "--AppHost:OtlpApiKey=key", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:4317");
        var project = await builder.AddProject("api", ProjectPath).Resource.EnvironmentAsync();
        var executable = await builder.AddExecutable("a", "a", ".").Resource.EnvironmentAsync();

        Assert.Equal("http://localhost:4317", project["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("grpc", project["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=key", project["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("{{- index .Annotations \"otel-service-name\" -}}", project["OTEL_SERVICE_NAME"]);
        Assert.Equal("service.instance.id={{- index .Annotations \"otel-service-instance-id\" -}}", project["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal("always_on", project["OTEL_TRACES_SAMPLER"]);
        Assert.Empty(executable);
    }

    [Fact]
    public async Task Telemetry_goes_to_the_dashboards_own_endpoint_when_it_is_part_of_the_model()
    {
        var builder = TestHost.CreateBuilder();
        var dashboard = builder.AddExecutable("aspire-dashboard", "dashboard", ".").WithHttpEndpoint(name: "otlp-grpc").WithHttpEndpoint(name: "otlp-http");
        var any = builder.AddExecutable("any", "a", ".").WithOtlpExporter();
        var http = builder.AddExecutable("http", "a", ".").WithOtlpExporter(OtlpProtocol.HttpProtobuf);
        dashboard.Resource.Allocate(9001);
        using var application = builder.Build();

        Assert.Equal("http://localhost:9001", (await any.Resource.EnvironmentAsync(application))["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http://localhost:9002", (await http.Resource.EnvironmentAsync(application))["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    [Fact]
    public void Replicas_are_counted() => Assert.Equal(3, TestHost.CreateBuilder().AddProject("api", ProjectPath).WithReplicas(3).Resource.GetReplicaCount());

    private void Write(string path, string content)
    {
        var full = Path.Combine(_directory.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
