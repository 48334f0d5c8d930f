using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.Checkout.Payments;

namespace ReferenceShop.Checkout.Tests.Support;

/// <summary>One instance of the service under test. Two with the same settings are replicas.</summary>
public sealed class CheckoutApplication(IReadOnlyDictionary<string, string> settings, BankLine line) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services => services.AddHttpClient<PaymentProviderClient>().AddHttpMessageHandler(line.NewHandler));
    }
}
