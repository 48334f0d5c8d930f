using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Registry;
using Polly.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds resilience to HTTP clients.</summary>
public static partial class ResilienceHttpClientBuilderExtensions
{
    /// <summary>Sends the requests of a client through a pipeline.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="pipelineName">The name of the pipeline, unique within the client.</param>
    /// <param name="configure">Builds the pipeline, at its first use.</param>
    /// <returns>A builder for the pipeline.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    public static IHttpResiliencePipelineBuilder AddResilienceHandler(
        this IHttpClientBuilder builder, string pipelineName, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddResilienceHandler(pipelineName, (pipeline, _) => configure(pipeline));
    }

    /// <summary>Sends the requests of a client through a pipeline.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="pipelineName">The name of the pipeline, unique within the client.</param>
    /// <param name="configure">Builds the pipeline, at its first use and at every reload.</param>
    /// <returns>A builder for the pipeline.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    public static IHttpResiliencePipelineBuilder AddResilienceHandler(
        this IHttpClientBuilder builder,
        string pipelineName,
        Action<ResiliencePipelineBuilder<HttpResponseMessage>, ResilienceHandlerContext> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(pipelineName);
        ArgumentNullException.ThrowIfNull(configure);

        var name = HttpKey.NameOf(builder.Name, pipelineName);
        AddSharedServices(builder.Services);
        builder.Services.AddResiliencePipeline<HttpKey, HttpResponseMessage>(
            new HttpKey(name, ""), (pipeline, context) => configure(pipeline, new ResilienceHandlerContext(context)));
        builder.AddHttpMessageHandler(services => new ResilienceHandler(PipelineSelection.PipelinesOf(services, name)));
        return new HttpResiliencePipelineBuilder(name, builder.Services);
    }

    /// <summary>Takes out every resilience handler that was added so far, for example to a client that is to have other ones than the defaults.</summary>
    /// <param name="builder">The client.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    [Experimental(ExperimentalApi.Id, UrlFormat = ExperimentalApi.Url)]
    public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            foreach (var handler in handlers.OfType<ResilienceHandler>().ToList())
            {
                handlers.Remove(handler);
            }
        });
    }

    private static void AddSharedServices(IServiceCollection services)
    {
        if (services.All(static service => service.ServiceType != typeof(ResiliencePipelineRegistry<HttpKey>)))
        {
            services.AddResiliencePipelineRegistry<HttpKey>(static options =>
            {
                options.BuilderComparer = HttpKey.ByName;
                options.BuilderNameFormatter = static key => key.Name;
                options.InstanceNameFormatter = static key => key.InstanceName;
            });
            services.Configure<TelemetryOptions>(static options => options.MeteringEnrichers.Add(new StatusCodeEnricher()));
        }
    }
}
