using System.Net;
using Microsoft.Extensions.ServiceDiscovery;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.ServiceDiscovery;

public class ParsingTests
{
    [Theory]
    [InlineData("products", "", null, "products")]
    [InlineData("products:8080", "", null, "products")]
    [InlineData("http://products", "http", null, "products")]
    [InlineData("https+http://products", "https http", null, "products")]
    [InlineData("http://_admin.products", "http", "admin", "products")]
    [InlineData("_admin.products", "", "admin", "products")]
    [InlineData("http://_admin.products.internal", "http", "admin", "products.internal")]
    [InlineData("http://products.internal", "http", null, "products.internal")]
    public void A_name_says_schemes_endpoint_and_service(string name, string schemes, string? endpoint, string service)
    {
        Assert.True(ServiceEndpointQuery.TryParse(name, out var query));

        Assert.Equal(schemes.Split(' ', StringSplitOptions.RemoveEmptyEntries), query.IncludedSchemes);
        Assert.Equal(endpoint, query.EndpointName);
        Assert.Equal(service, query.ServiceName);
        Assert.Equal(name, query.ToString());
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("two words")]
    public void What_is_no_host_is_no_name(string name) => Assert.False(ServiceEndpointQuery.TryParse(name, out _));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", typeof(IPEndPoint))]
    [InlineData("127.0.0.1:5001", "127.0.0.1:5001", typeof(IPEndPoint))]
    [InlineData("[::1]", "[::1]", typeof(IPEndPoint))]
    [InlineData("localhost", "localhost", typeof(DnsEndPoint))]
    [InlineData("localhost:5001", "localhost:5001", typeof(DnsEndPoint))]
    [InlineData("http://localhost:5001", "http://localhost:5001/", typeof(UriEndPoint))]
    public void An_address_is_an_IP_a_host_or_a_URI(string value, string text, Type type)
    {
        Assert.True(ServiceEndpoint.TryParse(value, out var endpoint));

        Assert.IsType(type, endpoint.EndPoint);
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("http://")]
    public void Nothing_else_is_an_address(string? value) => Assert.False(ServiceEndpoint.TryParse(value, out _));

    [Theory]
    [InlineData("", "https", "https")]
    [InlineData("http https", "https", "https")]
    [InlineData("http HTTPS", "https", "HTTPS")]
    [InlineData("http", "https", "")]
    public void Only_allowed_schemes_are_left_when_not_all_are_allowed(string requested, string allowed, string expected)
    {
        var options = new ServiceDiscoveryOptions { AllowAllSchemes = false, AllowedSchemes = [allowed] };

        var schemes = options.ApplyAllowedSchemes(requested.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), schemes);
    }
}
