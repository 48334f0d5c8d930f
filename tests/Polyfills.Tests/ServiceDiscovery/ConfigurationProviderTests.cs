using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.ServiceDiscovery;

public class ConfigurationProviderTests
{
    private static readonly Dictionary<string, string?> s_settings = new()
    {
        ["services:products:http:0"] = "http://localhost:5001",
        ["services:products:http:1"] = "http://localhost:5002",
        ["services:products:https:0"] = "https://localhost:6001",
        ["services:products:admin:0"] = "http://localhost:7001",
        ["services:plain:http:0"] = "http://localhost:5003",
        ["services:single:http"] = "localhost:5004",
        ["services:mixed:default:0"] = "http://localhost:5005",
        ["services:mixed:default:1"] = "https://localhost:6005",
        ["services:mixed:default:2"] = "localhost:7005",
    };

    [Theory]
    [InlineData("http://products", "http://localhost:5001/ http://localhost:5002/")]
    [InlineData("https://products", "https://localhost:6001/")]
    [InlineData("https+http://products", "https://localhost:6001/")]
    [InlineData("http+https://products", "http://localhost:5001/ http://localhost:5002/")]
    [InlineData("https+http://plain", "http://localhost:5003/")]
    [InlineData("http://_admin.products", "http://localhost:7001/")]
    [InlineData("http://single", "localhost:5004")]
    [InlineData("https+http://mixed", "https://localhost:6005/ localhost:7005")]
    [InlineData("http://mixed", "http://localhost:5005/ localhost:7005")]
    [InlineData("mixed", "http://localhost:5005/ https://localhost:6005/ localhost:7005")]
    public async Task The_endpoints_of_the_named_endpoint_or_first_matching_scheme_are_found(string name, string expected)
    {
        await using var discovery = new Discovery(s_settings);

        Assert.Equal(expected, await discovery.ResolveAsync(name));
    }

    [Theory]
    [InlineData("http://example.com", "example.com:80")]
    [InlineData("http://example.com:8080", "example.com:8080")]
    [InlineData("http://_admin.example.com", "example.com:80")]
    [InlineData("example.com", "example.com")]
    [InlineData("http://127.0.0.1:9", "127.0.0.1:9")]
    public async Task A_name_that_is_not_configured_passes_through(string name, string expected)
    {
        await using var discovery = new Discovery(s_settings);

        Assert.Equal(expected, await discovery.ResolveAsync(name));
    }

    [Fact]
    public async Task Without_the_pass_through_a_name_that_is_not_configured_has_no_endpoints()
    {
        await using var discovery = new Discovery(s_settings, services => services.AddConfigurationServiceEndpointProvider());

        Assert.Equal("", await discovery.ResolveAsync("http://unknown"));
    }

    [Fact]
    public async Task Schemes_that_are_not_allowed_are_not_used()
    {
        await using var discovery = new Discovery(s_settings, services => services.AddServiceDiscovery(options =>
        {
            options.AllowAllSchemes = false;
            options.AllowedSchemes = ["https"];
        }));

        Assert.Equal("https://localhost:6001/", await discovery.ResolveAsync("http+https://products"));
        Assert.Equal("https://localhost:6005/ localhost:7005", await discovery.ResolveAsync("mixed"));
    }

    [Fact]
    public async Task The_section_and_the_host_header_can_be_configured()
    {
        await using var discovery = new Discovery(
            new() { ["places:products:http:0"] = "http://localhost:5001" },
            services => services.AddConfigurationServiceEndpointProvider(options =>
            {
                options.SectionName = "places";
                options.ShouldApplyHostNameMetadata = endpoint => endpoint.EndPoint is UriEndPoint;
            }));
        var resolver = discovery.Services.GetRequiredService<ServiceEndpointResolver>();

        var source = await resolver.GetEndpointsAsync("http://products", TestContext.Current.CancellationToken);

        Assert.Equal("products", Assert.Single(source.Endpoints).Features.Get<IHostNameFeature>()?.HostName);
    }

    [Theory]
    [InlineData("services:products:http:first", "http://localhost:5001")]
    [InlineData("services:products:http:0", "http://")]
    public async Task A_section_that_is_not_a_list_of_addresses_is_an_error(string key, string value)
    {
        await using var discovery = new Discovery(new() { [key] = value });

        var error = await Assert.ThrowsAsync<KeyNotFoundException>(() => discovery.ResolveAsync("http://products"));

        Assert.Contains("products", error.Message);
    }

    [Fact]
    public async Task A_change_of_the_configuration_is_seen_by_the_next_call()
    {
        await using var discovery = new Discovery(new() { ["services:products:http:0"] = "http://localhost:5001" });
        Assert.Equal("http://localhost:5001/", await discovery.ResolveAsync("http://products"));

        discovery.Configuration["services:products:http:0"] = "http://localhost:5999";
        discovery.Configuration.Reload();

        Assert.Equal("http://localhost:5999/", await discovery.ResolveAsync("http://products"));
    }

    [Fact]
    public async Task A_service_that_is_configured_later_is_found_then()
    {
        await using var discovery = new Discovery([]);
        Assert.Equal("products:80", await discovery.ResolveAsync("http://products"));

        discovery.Configuration["services:products:http:0"] = "http://localhost:5001";
        discovery.Configuration.Reload();

        Assert.Equal("http://localhost:5001/", await discovery.ResolveAsync("http://products"));
    }
}
