namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command that is an HTTP request is sent, shown and read.</summary>
public class HttpCommandOptions : CommandOptions
{
    internal static new HttpCommandOptions Default { get; } = new();

    /// <summary>The endpoint that it is sent to; null is the first HTTP endpoint.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>The name of the client that sends it; null is a plain one.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>The method; null is POST.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Changes the request before it is sent.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Reads the response; null takes a success status for success.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }

    /// <summary>Whether the body of the response is given back.</summary>
    public HttpCommandResultMode ResultMode { get; set; }
}

/// <summary>Whether the body of a response is given back.</summary>
public enum HttpCommandResultMode
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>As its content type says.</summary>
    Auto = 1,

    /// <summary>As JSON.</summary>
    Json = 2,

    /// <summary>As text.</summary>
    Text = 3,
}

/// <summary>A request about to be sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>The services of the application.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The instance: the name of the resource, or of one of its replicas.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The endpoint that it is sent to.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Stops the command.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The client that sends it.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }
}

/// <summary>A response to a command.</summary>
public sealed class HttpCommandResultContext
{
    /// <summary>The services of the application.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The instance: the name of the resource, or of one of its replicas.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The endpoint that answered.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Stops the command.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The client that sent the request.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The response.</summary>
    public required HttpResponseMessage Response { get; init; }
}
