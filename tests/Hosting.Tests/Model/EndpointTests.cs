using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class EndpointTests
{
    [Fact]
    public async Task A_value_waits_until_the_endpoint_has_its_address()
    {
        var web = TestHost.CreateBuilder().AddContainer("web", "nginx").WithHttpEndpoint(targetPort: 80);
        var endpoint = web.GetEndpoint("http");

        var url = endpoint.GetValueAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(endpoint.IsAllocated);
        Assert.False(url.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => endpoint.Url);

        web.Resource.Allocate(8123);
        Assert.Equal("http://localhost:8123", await url.WaitAsync(TestHost.Patience, TestContext.Current.CancellationToken));
        Assert.Equal("http://localhost:8123", endpoint.Url);
        Assert.Equal("80", await endpoint.Property(EndpointProperty.TargetPort).GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_container_sees_the_address_in_its_own_network()
    {
        var builder = TestHost.CreateBuilder();
        var web = builder.AddContainer("web", "nginx").WithHttpEndpoint(targetPort: 80);
        var caller = builder.AddContainer("caller", "busybox").WithEnvironment("URL", web.GetEndpoint("http"));
        web.Resource.Allocate(8123);
        var annotation = web.GetEndpoint("http").EndpointAnnotation;
        var network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
        annotation.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            network, new AllocatedEndpoint(annotation, "web", 80, EndpointBindingMode.SingleAddress, networkId: network));

        var environment = await caller.Resource.EnvironmentAsync();

        Assert.Equal("http://web:80", environment["URL"]);
    }

    [Fact]
    public void An_endpoint_that_nobody_defined_says_so()
    {
        var endpoint = TestHost.CreateBuilder().AddContainer("web", "nginx").GetEndpoint("admin");

        Assert.False(endpoint.Exists);
        var error = Assert.Throws<InvalidOperationException>(() => endpoint.Scheme);
        Assert.Contains("`admin`", error.Message, StringComparison.Ordinal);
        Assert.Contains("`web`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_endpoints_are_unique()
    {
        var web = TestHost.CreateBuilder().AddContainer("web", "nginx").WithHttpEndpoint();

        Assert.Throws<DistributedApplicationException>(() => web.WithEndpoint(name: "HTTP", scheme: "http"));
    }

    [Fact]
    public void Without_a_proxy_both_ports_are_the_same()
    {
        var builder = TestHost.CreateBuilder();
        var proxied = builder.AddExecutable("a", "a", ".").WithHttpEndpoint(port: 5001).GetEndpoint("http").EndpointAnnotation;
        var direct = builder.AddExecutable("b", "b", ".").WithHttpEndpoint(port: 5002, isProxied: false).GetEndpoint("http").EndpointAnnotation;

        Assert.Equal((5001, null, true), (proxied.Port, proxied.TargetPort, proxied.IsProxied));
        Assert.Equal((5002, 5002, false), (direct.Port, direct.TargetPort, direct.IsProxied));
    }

    [Fact]
    public void Only_http_endpoints_are_made_external()
    {
        var server = TestHost.CreateBuilder().AddContainer("mq", "rabbit").WithEndpoint(name: "amqp", scheme: "tcp").WithHttpEndpoint().WithExternalHttpEndpoints();

        Assert.False(server.GetEndpoint("amqp").EndpointAnnotation.IsExternal);
        Assert.True(server.GetEndpoint("http").EndpointAnnotation.IsExternal);
    }

    [Fact]
    public void The_scheme_gives_transport_and_tls()
    {
        var server = TestHost.CreateBuilder().AddContainer("web", "nginx").WithHttpsEndpoint().WithEndpoint(name: "raw");

        Assert.Equal(("http", true), (server.GetEndpoint("https").EndpointAnnotation.Transport, server.GetEndpoint("https").TlsEnabled));
        Assert.Equal(("tcp", false), (server.GetEndpoint("raw").EndpointAnnotation.Transport, server.GetEndpoint("raw").TlsEnabled));
    }

    [Fact]
    public async Task The_process_can_be_told_its_port()
    {
        var program = TestHost.CreateBuilder().AddExecutable("node", "node", ".").WithHttpEndpoint(env: "PORT");
        program.Resource.Allocate(8123);

        var environment = await program.Resource.EnvironmentAsync();

        Assert.Equal("{{- portForServing \"node\" -}}", environment["PORT"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a_b")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x")]
    public void Names_of_resources_must_be_fit_for_hosts(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => TestHost.CreateBuilder().AddContainer(name, "nginx"));
}
