using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ReferenceShop.Cart.Tests;

public sealed class CartOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        Assert.Equal(TimeSpan.FromDays(30), Read().AbandonedAfter);
    }

    [Theory]
    [InlineData("RedisTimeout", "00:00:00")]
    [InlineData("AbandonedAfter", "-1.00:00:00")]
    [InlineData("OrdersRememberedFor", "400.00:00:00")]
    public void A_bad_setting_is_named(string key, string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(($"Cart:{key}", value)));

        Assert.Contains($"Cart:{key}", error.Message);
    }

    private static CartOptions Read(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build());
        services.AddOptions<CartOptions>().BindConfiguration(CartOptions.Section).ValidateDataAnnotations();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<CartOptions>>().Value;
    }
}
