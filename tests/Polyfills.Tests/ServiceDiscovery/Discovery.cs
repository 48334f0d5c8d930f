using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using ReferenceShop.Polyfills.Tests.Support;

namespace ReferenceShop.Polyfills.Tests.ServiceDiscovery;

/// <summary>Service discovery over a configuration that a test can change, with a clock that a test moves.</summary>
internal sealed class Discovery : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public Discovery(Dictionary<string, string?> settings, Action<IServiceCollection>? add = null)
    {
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Configuration);
        services.AddSingleton<TimeProvider>(Clock);
        if (add is null)
        {
            services.AddServiceDiscovery();
        }

        add?.Invoke(services);
        _provider = services.BuildServiceProvider();
    }

    public FakeClock Clock { get; } = new();

    public IConfigurationRoot Configuration { get; }

    public IServiceProvider Services => _provider;

    public async Task<string> ResolveAsync(string name)
    {
        var source = await _provider.GetRequiredService<ServiceEndpointResolver>()
            .GetEndpointsAsync(name, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        return string.Join(' ', source.Endpoints);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

/// <summary>A provider that answers with what a test puts into it.</summary>
internal sealed class FakeProvider : IServiceEndpointProviderFactory, IServiceEndpointProvider
{
    public List<string> Endpoints { get; } = [];

    public Exception? Failure { get; set; }

    public IChangeToken? Changes { get; set; }

    public int Calls { get; private set; }

    public bool Disposed { get; private set; }

    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = this;
        return true;
    }

    public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        Calls++;
        if (Failure is not null)
        {
            throw Failure;
        }

        if (Changes is not null)
        {
            endpoints.AddChangeToken(Changes);
        }

        foreach (var address in Endpoints)
        {
            endpoints.Endpoints.Add(ServiceEndpoint.TryParse(address, out var endpoint) ? endpoint : throw new FormatException(address));
        }

        return default;
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return default;
    }
}
