using ReferenceShop.PaymentProvider;
using ReferenceShop.PaymentProvider.Data;
using ReferenceShop.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddValidation();

builder.AddDatabase<BankDbContext>("bankdb");
builder.Services.AddScoped<Ledger>();

builder.Services.AddOptions<PaymentProviderOptions>()
    .BindConfiguration(PaymentProviderOptions.Section)
    .ValidateDataAnnotations()
    .ValidateOnStart();

var app = builder.Build();

app.MapDefaultEndpoints();
app.MapCharges();
app.MapRefunds();
app.MapStatement();

app.Run();
