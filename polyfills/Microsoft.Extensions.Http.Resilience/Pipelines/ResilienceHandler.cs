using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Sends requests through a pipeline.</summary>
public class ResilienceHandler : DelegatingHandler
{
    private readonly Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> _pipelineOf;

    /// <summary>Sends each request through a pipeline that depends on it.</summary>
    /// <param name="pipelineProvider">Chooses the pipeline.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pipelineProvider"/> is null.</exception>
    public ResilienceHandler(Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> pipelineProvider)
    {
        ArgumentNullException.ThrowIfNull(pipelineProvider);
        _pipelineOf = pipelineProvider;
    }

    /// <summary>Sends every request through one pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pipeline"/> is null.</exception>
    public ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        _pipelineOf = _ => pipeline;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var scope = new ContextScope(request, cancellationToken);
        var outcome = await _pipelineOf(request).ExecuteOutcomeAsync(
            static async (context, state) =>
            {
                try
                {
                    return Outcome.FromResult(await state.Handler.SendOnAsync(CurrentRequest(context, state.Request), context.CancellationToken));
                }
                catch (Exception exception)
                {
                    return Outcome.FromException<HttpResponseMessage>(exception);
                }
            },
            scope.Context,
            (Handler: this, Request: request));
        outcome.ThrowIfException();
        return outcome.Result!;
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var scope = new ContextScope(request, cancellationToken);
        return _pipelineOf(request).Execute(
            static (context, state) => state.Handler.SendOn(CurrentRequest(context, state.Request), context.CancellationToken),
            scope.Context,
            (Handler: this, Request: request));
    }

    private Task<HttpResponseMessage> SendOnAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    private HttpResponseMessage SendOn(HttpRequestMessage request, CancellationToken cancellationToken) => base.Send(request, cancellationToken);

    // A hedged attempt has a context and a request of its own; those further down must find that context on the request.
    private static HttpRequestMessage CurrentRequest(ResilienceContext context, HttpRequestMessage original)
    {
        var request = context.GetRequestMessage() ?? original;
        request.SetResilienceContext(context);
        return request;
    }

    /// <summary>The request's context for the time of a call: the one that it came with, or one from the pool.</summary>
    private sealed class ContextScope : IDisposable
    {
        private readonly HttpRequestMessage _request;
        private readonly bool _pooled;

        public ContextScope(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _request = request;
            if (request.GetResilienceContext() is { } given)
            {
                Context = given;
            }
            else
            {
                _pooled = true;
                Context = ResilienceContextPool.Shared.Get(cancellationToken);
                request.SetResilienceContext(Context);
            }

            Context.SetRequestMessage(request);
        }

        public ResilienceContext Context { get; }

        public void Dispose()
        {
            _request.SetResilienceContext(_pooled ? null : Context);
            if (_pooled)
            {
                ResilienceContextPool.Shared.Return(Context);
            }
        }
    }
}
