using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using ReferenceShop.StoreBff.Visitors;
using ReferenceShop.Tests.Support;

namespace ReferenceShop.StoreBff.Tests;

/// <summary>The BFF on a real server, with a stub behind it for each service that it calls.</summary>
public sealed class StoreBffApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    internal UpstreamStub Products { get; private set; } = null!;

    internal UpstreamStub Cart { get; private set; } = null!;

    internal UpstreamStub Orchestration { get; private set; } = null!;

    internal UpstreamStub Checkout { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Products = await UpstreamStub.StartAsync();
        Cart = await UpstreamStub.StartAsync();
        Orchestration = await UpstreamStub.StartAsync();
        Checkout = await UpstreamStub.StartAsync();
        UseKestrel();
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseUrls("http://127.0.0.1:0");
        builder.UseSetting("services:products:http:0", Products.Address);
        builder.UseSetting("services:cart:http:0", Cart.Address);
        builder.UseSetting("services:orchestration:http:0", Orchestration.Address);
        builder.UseSetting("services:checkout:http:0", Checkout.Address);
    }

    /// <summary>A browser: keeps cookies.</summary>
    public HttpClient NewBrowser() => new(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>A browser that the shop knows already, and what the services behind call its visitor.</summary>
    public (HttpClient Browser, string BuyerId) NewVisitor()
    {
        var cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var cookies = new CookieContainer();
        cookies.Add(Address, new Cookie(Visitor.CookieName, cookie));
        return (new(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) }, Visitor.BuyerIdOf(cookie));
    }

    private Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Products.DisposeAsync();
        await Cart.DisposeAsync();
        await Orchestration.DisposeAsync();
        await Checkout.DisposeAsync();
    }
}
