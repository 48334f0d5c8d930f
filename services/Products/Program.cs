using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;
using ReferenceShop.Products;
using ReferenceShop.Products.Data;
using ReferenceShop.Products.Messaging;
using ReferenceShop.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddDatabase<ProductsDbContext>("productsdb", ProductsSeed.RunAsync);
builder.AddMessaging("messaging")
    .AddOutbox<ProductsDbContext>()
    .Subscribe<Purchased, PurchasedHandler>();

builder.Services.AddValidation();
builder.Services.AddScoped<StockKeeper>();

var app = builder.Build();

app.UseProductImages();
app.MapProducts();
app.MapStock();
app.MapDefaultEndpoints();

app.Run();
