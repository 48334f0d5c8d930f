using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The last changes to the model before it starts: what depends on everything else that was said about a resource.</summary>
internal sealed class ModelFinalizer : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((started, _) =>
        {
            foreach (var resource in started.Model.Resources.ToArray())
            {
                if (resource.HasAnnotationOfType<Http2ServiceAnnotation>() && resource.TryGetEndpoints(out var endpoints))
                {
                    SpeakHttp2(endpoints);
                }

                if (resource is ProjectResource or ExecutableResource || resource.IsContainer())
                {
                    LifecycleCommands.AddTo(resource);
                }
            }

            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private static void SpeakHttp2(IEnumerable<EndpointAnnotation> endpoints)
    {
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.UriScheme.ToUpperInvariant() is "HTTP" or "HTTPS"))
        {
            endpoint.Transport = "http2";
        }
    }
}

/// <summary>The resource speaks HTTP/2 on all its HTTP endpoints.</summary>
internal sealed class Http2ServiceAnnotation : IResourceAnnotation;
