using ReferenceShop.Gateway;
using ReferenceShop.ServiceDefaults;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.Services.AddUpstreamProblems();

builder.Services.AddReverseProxy()
    .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .AddServiceDiscoveryDestinationResolver()
    .ConfigureHttpClient((_, handler) =>
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(1);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
    });

var app = builder.Build();
app.UseMiddleware<CallLog>();
app.UseSecurityHeaders();
app.UseEventStreams();
app.MapStorePages();
app.MapReverseProxy();
app.MapDefaultEndpoints();
app.Run();
