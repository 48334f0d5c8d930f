using ReferenceShop.Checkout;
using ReferenceShop.Checkout.Data;
using ReferenceShop.Checkout.Messaging;
using ReferenceShop.Checkout.Orders;
using ReferenceShop.Checkout.Payments;
using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;
using ReferenceShop.ServiceDefaults;
using ReferenceShop.ServiceDefaults.Http;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddValidation();
var options = builder.AddCheckoutOptions();

builder.AddDatabase<CheckoutDbContext>(CheckoutDbContext.ConnectionName);
builder.AddMessaging("messaging")
    .AddOutbox<CheckoutDbContext>()
    .Subscribe<StockTaken, StockTakenHandler>()
    .Subscribe<StockShortage, StockShortageHandler>();

builder.Services.AddHttpClient<ProductsClient>(http => http.BaseAddress = new("http://products"));
builder.Services.AddHttpClient<PaymentProviderClient>(http => http.BaseAddress = new("http://payment-provider"))
    .WithTimeouts(attempt: options.ProviderTimeout, total: options.ProviderTimeout);

builder.Services.AddSingleton<OrderChanges>();
builder.Services.AddHostedService(services => services.GetRequiredService<OrderChanges>());
builder.Services.AddScoped<OrderBook>();
builder.Services.AddScoped<Cashier>();
builder.Services.AddScoped<Settlement>();
builder.Services.AddHostedService<Reconciler>();

var app = builder.Build();

app.MapDefaultEndpoints();
app.MapPayments();
app.MapOrders();

app.Run();
