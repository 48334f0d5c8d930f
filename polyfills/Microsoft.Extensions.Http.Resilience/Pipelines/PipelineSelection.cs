using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Registry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Which instance of a pipeline a request goes through; named by the pipeline.</summary>
internal sealed class PipelineSelection
{
    public Func<HttpRequestMessage, string>? InstanceOf { get; set; }

    public static void ByAuthority(IServiceCollection services, string pipelineName) =>
        By(services, pipelineName, static _ => static request =>
            request.RequestUri?.GetLeftPart(UriPartial.Authority)
            ?? throw new InvalidOperationException("A pipeline is selected by authority, but the request has no URI."));

    public static void By(IServiceCollection services, string pipelineName, Func<IServiceProvider, Func<HttpRequestMessage, string>> factory) =>
        services.AddOptions<PipelineSelection>(pipelineName)
            .Configure<IServiceProvider>((selection, provider) => selection.InstanceOf = factory(provider));

    public static Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> PipelinesOf(IServiceProvider services, string pipelineName)
    {
        var pipelines = services.GetRequiredService<ResiliencePipelineProvider<HttpKey>>();
        if (services.GetRequiredService<IOptionsMonitor<PipelineSelection>>().Get(pipelineName).InstanceOf is not { } instanceOf)
        {
            var only = pipelines.GetPipeline<HttpResponseMessage>(new HttpKey(pipelineName, ""));
            return _ => only;
        }

        // A selector that cannot work shows itself when the client is made, not at the first request.
        using var probe = new HttpRequestMessage(HttpMethod.Get, "https://localhost:123");
        _ = instanceOf(probe);
        return request => pipelines.GetPipeline<HttpResponseMessage>(new HttpKey(pipelineName, instanceOf(request)));
    }
}
