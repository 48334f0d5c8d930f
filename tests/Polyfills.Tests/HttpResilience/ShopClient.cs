using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using ReferenceShop.Polyfills.Tests.Support;

namespace ReferenceShop.Polyfills.Tests.HttpResilience;

/// <summary>One named client of an application, over real HTTP, with a clock that a test may move.</summary>
internal sealed class ShopClient : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public ShopClient(Action<IHttpClientBuilder> configure, bool fakeTime = false)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(fakeTime ? Clock : TimeProvider.System);
        configure(services.AddHttpClient("shop"));
        _provider = services.BuildServiceProvider();
        Http = new Lazy<HttpClient>(() => _provider.GetRequiredService<IHttpClientFactory>().CreateClient("shop"));
    }

    public FakeClock Clock { get; } = new();

    public Lazy<HttpClient> Http { get; }

    public static IConfigurationRoot Settings(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    /// <summary>Retries without waiting, so that a test need not.</summary>
    public static void AtOnce(HttpStandardResilienceOptions options) => options.Retry.Delay = TimeSpan.Zero;

    public async Task<HttpStatusCode> SendAsync(HttpMethod method, Uri uri, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, uri) { Content = content };
        using var response = await Http.Value.SendAsync(request);
        return response.StatusCode;
    }

    public Task<HttpStatusCode> GetAsync(Uri uri) => SendAsync(HttpMethod.Get, uri);

    /// <summary>What the host does when it starts.</summary>
    public void ValidateAsAtStart() => _provider.GetRequiredService<IStartupValidator>().Validate();

    public ValueTask DisposeAsync()
    {
        if (Http.IsValueCreated)
        {
            Http.Value.Dispose();
        }

        return _provider.DisposeAsync();
    }
}
