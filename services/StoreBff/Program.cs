using ReferenceShop.ServiceDefaults;
using ReferenceShop.ServiceDefaults.Http;
using ReferenceShop.StoreBff;
using ReferenceShop.StoreBff.Cart;
using ReferenceShop.StoreBff.Checkout;
using ReferenceShop.StoreBff.Orders;
using ReferenceShop.StoreBff.Products;
using ReferenceShop.StoreBff.Upstream;
using ReferenceShop.StoreBff.Visitors;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddValidation();
builder.Services.AddFieldNames();
builder.Services.AddExceptionHandler<UpstreamFailures>();

builder.Services.AddHttpClient<ProductsClient>(http => http.BaseAddress = new("http://products"));
builder.Services.AddHttpClient<CartClient>(http => http.BaseAddress = new("http://cart"));
builder.Services.AddHttpClient<CartSummaryClient>(http => http.BaseAddress = new("http://orchestration"));
builder.Services.AddHttpClient<OrdersClient>(http => http.BaseAddress = new("http://checkout"));
builder.Services.AddOrderEvents();

// A bank may take its time. Both answer 202 after about five seconds, so these limits are for a service that hangs.
builder.Services.AddHttpClient<OrchestratedCheckout>(http => http.BaseAddress = new("http://orchestration"))
    .WithTimeouts(attempt: TimeSpan.FromSeconds(10), total: TimeSpan.FromSeconds(15));
builder.Services.AddHttpClient<ChoreographedCheckout>(http => http.BaseAddress = new("http://checkout"))
    .WithTimeouts(attempt: TimeSpan.FromSeconds(10), total: TimeSpan.FromSeconds(15));

var app = builder.Build();
app.UseBrowserRules();

var store = app.MapGroup("/api/store");
store.MapProducts();
store.MapCart();
store.MapCheckout();
store.MapOrders();

app.MapDefaultEndpoints();
app.Run();
