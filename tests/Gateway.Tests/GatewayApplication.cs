using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.Gateway.Tests;

/// <summary>The gateway on a real server, as it is configured, with stubs where service discovery finds store-bff and products.</summary>
public sealed class GatewayApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly LineCollector _lines = new();

    internal UpstreamStub StoreBff { get; private set; } = null!;

    internal UpstreamStub Products { get; private set; } = null!;

    /// <summary>The log lines about calls.</summary>
    internal IReadOnlyCollection<string> CallLines => _lines.Lines;

    public async ValueTask InitializeAsync()
    {
        StoreBff = await UpstreamStub.StartAsync();
        Products = await UpstreamStub.StartAsync();
        UseKestrel();
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseUrls("http://127.0.0.1:0");
        builder.UseSetting("services:store-bff:http:0", StoreBff.Address);
        builder.UseSetting("services:products:http:0", Products.Address);
        // Longer than any test waits: what ends sooner has ended by itself.
        builder.ConfigureServices(services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2)));
        builder.ConfigureLogging(logging => logging.AddProvider(_lines));
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await StoreBff.DisposeAsync();
        await Products.DisposeAsync();
    }

    private sealed class LineCollector : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => categoryName == "ReferenceShop.Gateway.CallLog" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
