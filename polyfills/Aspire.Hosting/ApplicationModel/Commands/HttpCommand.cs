using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Sends a request to an endpoint and makes a command's result of the response.</summary>
internal sealed class HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    public HttpMethod Method { get; } = options.Method ?? HttpMethod.Post;

    /// <summary>By default it can be used once the resource is healthy.</summary>
    public ResourceCommandState UpdateState(UpdateCommandStateContext context)
    {
        var target = context.ServiceProvider.GetRequiredService<ResourceNotificationService>();
        var health = target.TryGetCurrentState(endpoint.Resource.Name, out var current) ? current.Snapshot.HealthStatus : context.ResourceSnapshot.HealthStatus;
        return health == HealthStatus.Healthy || context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled;
    }

    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        if (!endpoint.IsAllocated)
        {
            return CommandResults.Failure("The endpoint has no address yet.");
        }

        var uri = new Uri(new Uri(endpoint.Url), path);
        using var client = context.ServiceProvider.GetRequiredService<IHttpClientFactory>().CreateClient(options.HttpClientName ?? "");
        using var request = new HttpRequestMessage(Method, uri);
        if (options.PrepareRequest is not null)
        {
            await options.PrepareRequest(new HttpCommandRequestContext
            {
                ServiceProvider = context.ServiceProvider,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Request = request,
            });
        }

        try
        {
            using var response = await client.SendAsync(request, context.CancellationToken);
            return options.GetCommandResult is null
                ? await ReadAsync(response, context.CancellationToken)
                : await options.GetCommandResult(new HttpCommandResultContext
                {
                    ServiceProvider = context.ServiceProvider,
                    ResourceName = context.ResourceName,
                    Endpoint = endpoint,
                    CancellationToken = context.CancellationToken,
                    HttpClient = client,
                    Response = response,
                });
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure(exception);
        }
    }

    private async Task<ExecuteCommandResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var outcome = response.IsSuccessStatusCode
            ? $"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode}."
            : $"Request failed with status code {(int)response.StatusCode}.";
        CommandResultData? data = null;
        if (options.ResultMode != HttpCommandResultMode.None && response.Content.Headers.ContentLength is not 0)
        {
            var isJson = options.ResultMode == HttpCommandResultMode.Json
                || (options.ResultMode == HttpCommandResultMode.Auto
                    && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) is true);
            data = new CommandResultData
            {
                Value = await response.Content.ReadAsStringAsync(cancellationToken),
                Format = isJson ? CommandResultFormat.Json : CommandResultFormat.Text,
            };
        }

        return new ExecuteCommandResult { Success = response.IsSuccessStatusCode, Message = outcome, Data = data };
    }
}
