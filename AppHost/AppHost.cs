using ReferenceShop.AppHost;
using ReferenceShop.AppHost.Local;
using ReferenceShop.AppHost.NativeServers;
using ReferenceShop.AppHost.Operations;

if (Help.IsAskedFor(args))
{
    Console.Write(Help.Text);
    return;
}

StartFailure.EndsWithOneLine();
var options = CommandLine.Parse(args);
LocalPorts.MoveDashboardIfTaken(options);
var builder = DistributedApplication.CreateBuilder(options);

// Infrastructure: containers where a container runtime is healthy, ordinary processes otherwise.
// Every database has one owner; nothing else references it.
var servers = builder.AddServers();
var redis = servers.AddRedis(ResourceNames.Redis);
var messaging = servers.AddRabbitMQ(ResourceNames.Messaging);
var postgres = servers.AddPostgres(ResourceNames.Postgres);
var productsDb = postgres.AddDatabase(ResourceNames.ProductsDb);
var checkoutDb = postgres.AddDatabase(ResourceNames.CheckoutDb);
var orchestrationDb = postgres.AddDatabase(ResourceNames.OrchestrationDb);
var bankDb = postgres.AddDatabase(ResourceNames.BankDb);

// Services, from the leaves to the edge. A service waits for the servers that it cannot start without, and for no other service:
// services come and go, and each one copes when another is away.
var paymentProvider = builder.AddProject<Projects.PaymentProvider>(ResourceNames.PaymentProvider)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithApiUrl()
    .WithReference(bankDb).WaitFor(bankDb);

var products = builder.AddProject<Projects.Products>(ResourceNames.Products)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithApiUrl()
    .WithReplicas(2)
    .WithReference(productsDb).WaitFor(productsDb)
    .WithReference(messaging).WaitFor(messaging);

var cart = builder.AddProject<Projects.Cart>(ResourceNames.Cart)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithApiUrl()
    .WithReplicas(2)
    .WithReference(redis).WaitFor(redis)
    .WithReference(messaging).WaitFor(messaging);

var checkout = builder.AddProject<Projects.Checkout>(ResourceNames.Checkout)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithApiUrl()
    .WithReference(checkoutDb).WaitFor(checkoutDb)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(products)
    .WithReference(paymentProvider);

// Composition: the saga and the joined answers, then the backend of the store's front end.
var orchestration = builder.AddProject<Projects.Orchestration>(ResourceNames.Orchestration)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithApiUrl()
    .WithReference(orchestrationDb).WaitFor(orchestrationDb)
    .WithReference(cart)
    .WithReference(products)
    .WithReference(checkout);

var storeBff = builder.AddProject<Projects.StoreBff>(ResourceNames.StoreBff)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithApiUrl()
    .WithReference(orchestration)
    .WithReference(products)
    .WithReference(cart)
    .WithReference(checkout);

// The edge: the only public door. It opens when everything behind it is ready.
var gateway = builder.AddProject<Projects.Gateway>(ResourceNames.Gateway)
    .WithHttpEndpoint(port: builder.GatewayPort())
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Store")
    .WithReference(storeBff).WaitFor(storeBff)
    .WithReference(products).WaitFor(products)
    .WaitFor(cart)
    .WaitFor(checkout)
    .WaitFor(orchestration)
    .WaitFor(paymentProvider);

builder.SayWhatMoved();
builder.AddReadyReport(gateway.GetEndpoint("http"));
builder.Build().Run();
