using ReferenceShop.Orchestration;
using ReferenceShop.Orchestration.CartSummaries;
using ReferenceShop.Orchestration.Checkouts;
using ReferenceShop.Orchestration.Clients;
using ReferenceShop.Orchestration.Data;
using ReferenceShop.ServiceDefaults;
using ReferenceShop.ServiceDefaults.Http;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddValidation();
var options = builder.AddOrchestrationOptions();

builder.AddDatabase<OrchestrationDbContext>("orchestrationdb");

builder.Services.AddHttpClient<CartClient>(http => http.BaseAddress = new("http://cart"));
builder.Services.AddHttpClient<ProductsClient>(http => http.BaseAddress = new("http://products"));
builder.Services.AddHttpClient<CheckoutClient>(http => http.BaseAddress = new("http://checkout"))
    .WithTimeouts(attempt: options.PayTimeout, total: options.PayTimeout);

builder.Services.AddScoped<SagaStore>();
builder.Services.AddScoped<CheckoutSaga>();
builder.Services.AddSingleton<SagaRunner>();
builder.Services.AddHostedService<SagaSweeper>();
builder.Services.AddScoped<CheckoutDesk>();

var app = builder.Build();

app.MapDefaultEndpoints();
app.MapCheckouts();
app.MapCartSummaries();

app.Run();
