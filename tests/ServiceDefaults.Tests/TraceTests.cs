using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ReferenceShop.ServiceDefaults.Tests;

public class TraceTests
{
    [Fact]
    public async Task A_request_is_named_after_its_route()
    {
        var spans = new Exported();
        await using var service = await StartAsync(spans);

        await service.Client.GetAsync("/things/7");

        var span = Assert.Single(spans.Of(service));
        Assert.Equal("GET /things/{id}", span.DisplayName);
        Assert.Equal((200, "/things/{id}", "/things/7"), (span.GetTagItem("http.response.status_code"), span.GetTagItem("http.route"), span.GetTagItem("url.path")));
    }

    [Fact]
    public async Task A_failed_request_is_an_error_in_its_trace()
    {
        var spans = new Exported();
        await using var service = await StartAsync(spans);

        await service.Client.GetAsync("/broken");

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(spans.Of(service)).Status);
    }

    [Fact]
    public async Task Probes_leave_no_traces()
    {
        var spans = new Exported();
        await using var service = await StartAsync(spans);

        await service.Client.GetAsync("/health");
        await service.Client.GetAsync("/alive");
        await service.Client.GetAsync("/things/7");

        Assert.Equal("GET /things/{id}", Assert.Single(spans.Of(service)).DisplayName);
    }

    private static Task<SampleService> StartAsync(Exported spans) => SampleService.StartAsync(
        app =>
        {
            app.MapGet("/things/{id}", (int id) => id);
            app.MapGet("/broken", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        },
        configure: services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans)));

    /// <summary>What an exporter behind the service's processors would send of this service's requests.</summary>
    private sealed class Exported : BaseProcessor<Activity>
    {
        private readonly List<Activity> _spans = [];

        // Activity sources belong to the process, and other tests run services of their own in it.
        public List<Activity> Of(SampleService service)
        {
            lock (_spans)
            {
                return [.. _spans.Where(span => span.GetTagItem("server.port") is int port && port == service.Address.Port)];
            }
        }

        public override void OnEnd(Activity data)
        {
            if (data is { Recorded: true, Kind: ActivityKind.Server })
            {
                lock (_spans)
                {
                    _spans.Add(data);
                }
            }
        }
    }
}
