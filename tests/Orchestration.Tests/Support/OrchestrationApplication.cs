using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using ReferenceShop.Orchestration.Clients;

namespace ReferenceShop.Orchestration.Tests.Support;

/// <summary>One instance of the service under test, with lines of its own. Two with the same settings are replicas.</summary>
public sealed class OrchestrationApplication(IReadOnlyDictionary<string, string> settings) : WebApplicationFactory<Program>
{
    public Lines Lines { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            // The faults of one test must not open the breakers of the next.
            services.ConfigureAll<HttpStandardResilienceOptions>(options => options.CircuitBreaker.MinimumThroughput = 1_000_000);
            services.AddHttpClient<CartClient>().AddHttpMessageHandler(Lines.NewHandler);
            services.AddHttpClient<ProductsClient>().AddHttpMessageHandler(Lines.NewHandler);
            services.AddHttpClient<CheckoutClient>().AddHttpMessageHandler(Lines.NewHandler);
        });
    }
}
