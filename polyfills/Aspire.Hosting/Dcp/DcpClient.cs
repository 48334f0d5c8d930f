using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>The orchestrator refused or could not do what it was asked.</summary>
internal sealed class DcpException(string message, HttpStatusCode? status = null, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;
}

/// <summary>Speaks with the API server of the orchestrator, a REST API in the manner of Kubernetes.</summary>
internal sealed class DcpClient : IDisposable
{
    private const string Root = "apis/" + DcpObject.Group;
    private const string Execution = "admin/execution";

    private static readonly byte[] s_stopPatch = """[{"op":"add","path":"/spec/stop","value":true}]"""u8.ToArray();
    private static readonly byte[] s_cleanUpPatch = """{"status":"CleaningResources","shutdownResourceCleanup":"Full"}"""u8.ToArray();
    private static readonly byte[] s_shutdownPatch = """{"status":"Stopping","shutdownResourceCleanup":"Full"}"""u8.ToArray();

    private readonly HttpClient _http;

    public DcpClient(DcpKubeconfig config)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => config.Trusts(certificate) },
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = config.Server,
            // Watches and logs stay open; every other request has its own limit.
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", config.Token) },
        };
    }

    public async Task<T> CreateAsync<T>(T item, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind<T>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Root}/{T.Plural}")
        {
            Content = Json(JsonSerializer.SerializeToUtf8Bytes(item, T.JsonType), "application/json"),
        };
        return await SendAsync(request, T.JsonType, cancellationToken);
    }

    public async Task<T> GetAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind<T>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/{T.Plural}/{name}");
        return await SendAsync(request, T.JsonType, cancellationToken);
    }

    /// <summary>Asks for the end of a process or container; its object stays and tells how it ended.</summary>
    public async Task StopAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind<T>
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Root}/{T.Plural}/{name}")
        {
            Content = Json(s_stopPatch, "application/json-patch+json"),
        };
        await SendAsync(request, T.JsonType, cancellationToken);
    }

    /// <summary>Removes an object, and with it what runs. An object that is not there is fine.</summary>
    public async Task DeleteAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind<T>
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Root}/{T.Plural}/{name}");
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            await EnsureSuccessAsync(request, response, cancellationToken);
        }
    }

    /// <summary>Stops everything that the orchestrator runs and waits until it is gone.</summary>
    public async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        for (var status = await PatchExecutionAsync(s_cleanUpPatch, cancellationToken);
             !status.Contains("CleanupComplete", StringComparison.Ordinal);
             status = await _http.GetStringAsync(Execution, cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Whether the orchestrator is there.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => _http.GetStringAsync(Execution, cancellationToken);

    /// <summary>Ends the orchestrator.</summary>
    public Task ShutDownAsync(CancellationToken cancellationToken) => PatchExecutionAsync(s_shutdownPatch, cancellationToken);

    /// <summary>The objects of a kind as they are, then every change. Ends when the server ends it; the caller asks again.</summary>
    public async IAsyncEnumerable<DcpWatchEvent<T>> WatchAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind<T>
    {
        using var response = await OpenAsync($"{Root}/{T.Plural}?watch=true", cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            // Other events, such as bookmarks and errors, do not carry an object of the kind.
            if (line.StartsWith("""{"type":"ADDED""", StringComparison.Ordinal)
                || line.StartsWith("""{"type":"MODIFIED""", StringComparison.Ordinal)
                || line.StartsWith("""{"type":"DELETED""", StringComparison.Ordinal))
            {
                yield return JsonSerializer.Deserialize(line, T.WatchEventJsonType)!;
            }
        }
    }

    /// <summary>The lines that a process or container has printed, each after a timestamp and a space, and new ones as they come.</summary>
    /// <param name="name">The object.</param>
    /// <param name="source">stdout, stderr, system, startup_stdout or startup_stderr.</param>
    /// <param name="follow">Whether to stay for new lines; the stream then ends a few seconds after the process.</param>
    /// <param name="skip">How many lines to leave out at the beginning.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<string> ReadLogAsync<T>(
        string name, string source, bool follow, int skip, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind<T>
    {
        var query = $"source={source}&follow={(follow ? "true" : "false")}&timestamps=true&skip={skip}";
        using var response = await OpenAsync($"{Root}/{T.Plural}/{name}/log?{query}", cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Json(byte[] body, string mediaType) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    private async Task<string> PatchExecutionAsync(byte[] patch, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, Execution) { Content = Json(patch, "application/merge-patch+json") };
        using var response = await SendAsync(request, cancellationToken);
        await EnsureSuccessAsync(request, response, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            await EnsureSuccessAsync(request, response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        await EnsureSuccessAsync(request, response, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
            ?? throw new DcpException($"The orchestrator answered {request.Method} {request.RequestUri} with nothing.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            return await _http.SendAsync(request, limit.Token);
        }
        catch (HttpRequestException exception)
        {
            throw new DcpException($"The orchestrator does not answer {request.Method} {request.RequestUri}: {exception.Message}", inner: exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DcpException($"The orchestrator did not answer {request.Method} {request.RequestUri} in 30 s.", inner: exception);
        }
    }

    private static async Task EnsureSuccessAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new DcpException(
                $"The orchestrator answered {request.Method} {request.RequestUri} with {(int)response.StatusCode}: {ReasonIn(body)}", response.StatusCode);
        }
    }

    private static string ReasonIn(string body)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.TryGetProperty("message", out var message) ? message.GetString() ?? body : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
