using ReferenceShop.Cart;
using ReferenceShop.Cart.Messaging;
using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;
using ReferenceShop.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddRedisClient(
    "redis",
    settings => settings.DisableAutoActivation = false,
    // A cart that cannot be had in a second is better reported than waited for.
    options => (options.ConnectTimeout, options.SyncTimeout, options.KeepAlive) = (1000, 1000, 5));
builder.AddMessaging("messaging")
    .Subscribe<Purchased, PurchasedHandler>(subscription => subscription.HoldWhen = RedisUnavailable.Explains)
    .Subscribe<OrderRefunded, OrderRefundedHandler>(subscription => subscription.HoldWhen = RedisUnavailable.Explains);

builder.Services.AddOptions<CartOptions>().BindConfiguration(CartOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddValidation();
builder.Services.AddExceptionHandler<RedisUnavailable>();
builder.Services.AddSingleton<CartStore>();

var app = builder.Build();
app.MapCarts();
app.MapDefaultEndpoints();

app.Run();
