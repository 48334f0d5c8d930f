using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ReferenceShop.Polyfills.Tests.Redis;

internal static class RedisHost
{
    public static HostApplicationBuilder Builder(params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        return builder;
    }
}
