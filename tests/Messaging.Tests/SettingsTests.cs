using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ReferenceShop.Messaging.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("StoreBff", "store-bff")]
    [InlineData("PaymentProvider", "payment-provider")]
    [InlineData("Cart", "cart")]
    [InlineData("Shop.Products_V2", "shop-products-v2")]
    [InlineData("HTTPGateway", "http-gateway")]
    public void A_service_is_named_after_its_application(string application, string expected) =>
        Assert.Equal(expected, Build(application).Services.GetRequiredService<IOptions<MessagingOptions>>().Value.Service);

    [Fact]
    public void The_defaults_are_the_documented_ones()
    {
        var options = Build("Cart").Services.GetRequiredService<IOptions<MessagingOptions>>().Value;

        Assert.Equal((20, 4, 200), (options.Prefetch, options.Concurrency, options.OutboxBatch));
        Assert.Equal([100, 500, 2000, 5000], options.RetryDelays.Select(delay => delay.TotalMilliseconds));
        Assert.Equal(7, options.InboxRetention.TotalDays);
    }

    [Theory]
    [InlineData("Prefetch", "0")]
    [InlineData("Concurrency", "1000")]
    [InlineData("DeliveryLimit", "0")]
    [InlineData("OutboxBatch", "100000")]
    [InlineData("OutboxSweep", "00:00:00")]
    [InlineData("ConfirmTimeout", "01:00:00")]
    [InlineData("HandlerTimeout", "00:00:00")]
    [InlineData("InboxRetention", "00:00:01")]
    [InlineData("Service", "No Spaces")]
    [InlineData("RetryDelays:0", "-00:00:01")]
    public async Task A_bad_setting_stops_the_start_and_is_named(string key, string value)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => Build("Cart", ($"Messaging:{key}", value)).StartAsync());

        Assert.Contains($"Messaging:{key.Split(':')[0]}", exception.Message);
    }

    [Fact]
    public async Task A_missing_connection_string_stops_the_start_and_is_named()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => Build("Cart", ("ConnectionStrings:messaging", "")).StartAsync());

        Assert.Contains("ConnectionStrings:messaging", exception.Message);
    }

    [Fact]
    public void A_second_handler_for_an_event_is_refused()
    {
        var messaging = Host.CreateEmptyApplicationBuilder(new()).AddMessaging("messaging").Subscribe<Counted, CountedHandler>();

        Assert.Throws<InvalidOperationException>(() => messaging.Subscribe<Counted, CountedHandler>());
    }

    [Fact]
    public void A_second_outbox_is_refused()
    {
        var messaging = Host.CreateEmptyApplicationBuilder(new()).AddMessaging("messaging").AddOutbox<TestDb>();

        Assert.Throws<InvalidOperationException>(() => messaging.AddOutbox<TestDb>());
    }

    private static IHost Build(string application, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = application });
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:messaging", "amqp://localhost:1")]);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddMessaging("messaging");
        return builder.Build();
    }
}
