using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.Hosting.Tests.Model;

/// <summary>Health checks and commands that speak HTTP with a real server.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private readonly WebApplication _server = CreateServer();
    private int _status = 503;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private int Port => new Uri(_server.Urls.First()).Port;

    public async ValueTask InitializeAsync()
    {
        _server.MapGet("/health", () => Results.StatusCode(_status));
        _server.MapPost("/reset", (HttpRequest request) => Results.Json(new { Reset = request.Headers["X-Key"].ToString() }));
        await _server.StartAsync(Cancelled);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_status_of_the_answer_says_whether_it_is_healthy()
    {
        var builder = TestHost.CreateBuilder();
        var web = builder.AddExecutable("web", "a", ".").WithHttpEndpoint().WithHttpHealthCheck("/health");
        await using var application = builder.Build();
        Assert.Equal("web_http_/health_200_check", Assert.Single(web.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);

        Assert.Equal("The endpoint has no address yet.", (await CheckAsync(application)).Description);
        web.Resource.Allocate(Port);
        Assert.Contains("answered 503, expected 200", (await CheckAsync(application)).Description, StringComparison.Ordinal);
        _status = 200;
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(application)).Status);
        await _server.StopAsync(Cancelled);
        Assert.Contains("does not answer", (await CheckAsync(application)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_sends_its_request_and_gives_the_answer_back()
    {
        var builder = TestHost.CreateBuilder();
        var options = new HttpCommandOptions
        {
            ResultMode = HttpCommandResultMode.Auto,
            PrepareRequest = context =>
            {
                context.Request.Headers.Add("X-Key", "k");
                return Task.CompletedTask;
            },
        };
        var web = builder.AddExecutable("web", "a", ".").WithHttpEndpoint()
            .WithHttpCommand("/reset", "Reset", commandName: "reset", commandOptions: options)
            .WithHttpCommand("/absent", "Absent", commandName: "absent");
        web.Resource.Allocate(Port);
        await using var application = builder.Build();

        var reset = await application.ResourceCommands.ExecuteCommandAsync("web", "reset", Cancelled);
        Assert.True(reset.Success, reset.Message);
        Assert.Equal(("""{"reset":"k"}""", CommandResultFormat.Json), (reset.Data?.Value, reset.Data!.Format));
        var absent = await application.ResourceCommands.ExecuteCommandAsync("web", "absent", Cancelled);
        Assert.False(absent.Success);
        Assert.Contains("404", absent.Message, StringComparison.Ordinal);
        await _server.StopAsync(Cancelled);
        Assert.False((await application.ResourceCommands.ExecuteCommandAsync("web", "reset", Cancelled)).Success);
    }

    private static async Task<HealthReportEntry> CheckAsync(DistributedApplication application) =>
        (await application.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancelled)).Entries.Values.Single();

    private static WebApplication CreateServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        return server;
    }
}
