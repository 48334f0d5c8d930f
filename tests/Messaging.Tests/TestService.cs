using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using ReferenceShop.Messaging.Inbox;
using ReferenceShop.Messaging.Outbox;

namespace ReferenceShop.Messaging.Tests;

/// <summary>A service with a database and a voice. Two with the same name and database are replicas.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _broker;

    private TestService(IHost host, string name, string broker) => (_host, Name, _broker) = (host, name, broker);

    public string Name { get; }

    public Handling Handling => _host.Services.GetRequiredService<Handling>();

    public DeadLetters DeadLetters => _host.Services.GetRequiredService<DeadLetters>();

    public IServiceProvider Services => _host.Services;

    public static string NewName() => $"t{Guid.NewGuid():N}"[..12];

    public static async Task<TestService> StartAsync(
        string broker, string database, string? name = null, Action<MessagingBuilder>? listens = null, params (string Key, string Value)[] settings)
    {
        var service = await CreateAsync(broker, database, name, listens, settings);
        await service.StartAsync();
        return service;
    }

    /// <summary>A service whose relay and consumers do not run (yet), as if it crashed after its last commit.</summary>
    public static async Task<TestService> CreateAsync(
        string broker, string database, string? name = null, Action<MessagingBuilder>? listens = null, (string Key, string Value)[]? settings = null, bool retryingContext = false)
    {
        name ??= NewName();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = name });
        builder.Configuration.AddInMemoryCollection((settings ?? []).ToDictionary(setting => $"Messaging:{setting.Key}", setting => (string?)setting.Value));
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:messaging", broker)]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new TestOutputLogs(name));
        builder.Services.AddDbContextPool<TestDb>(options => options.UseNpgsql(database, npgsql => _ = retryingContext ? npgsql.EnableRetryOnFailure() : npgsql));
        builder.Services.AddSingleton<Handling>();
        var messaging = builder.AddMessaging("messaging").AddOutbox<TestDb>();
        listens?.Invoke(messaging);

        var service = new TestService(builder.Build(), name, broker);
        await service.WithDbAsync(db => db.Database.EnsureCreatedAsync());
        return service;
    }

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    public async Task<T> WithDbAsync<T>(Func<TestDb, Task<T>> use)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TestDb>());
    }

    public Task PublishAsync(params (Counted Event, string? Aggregate)[] events) => WithDbAsync(db =>
    {
        foreach (var (@event, aggregate) in events)
        {
            db.Publish(@event, aggregate);
        }

        return db.SaveChangesAsync();
    });

    public Task PublishAsync(int number) => PublishAsync((new Counted(number, Name), null));

    public Task PublishAsync<TEvent>(TEvent @event)
        where TEvent : class => WithDbAsync(db =>
    {
        db.Publish(@event);
        return db.SaveChangesAsync();
    });

    public Task<List<int>> EffectsAsync(string of = "") => WithDbAsync(db =>
        db.Effects.Where(effect => of == "" || effect.Of == of).OrderBy(effect => effect.Id).Select(effect => effect.Number).ToListAsync());

    public Task<int> OutboxAsync() => WithDbAsync(db => db.Set<OutboxMessage>().CountAsync());

    public Task<int> InboxAsync() => WithDbAsync(db => db.Set<InboxMessage>().CountAsync());

    public async Task<HealthStatus> HealthAsync() => (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    public async Task UntilConsumingAsync<TEvent>() => await Eventually.BecomesAsync(
        async () =>
        {
            try
            {
                return await ConsumersAsync(EventName<TEvent>.Value) > 0;
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
            {
                return false;
            }
        },
        $"{Name} consumes {EventName<TEvent>.Value}");

    /// <summary>Writes into the queue of this service past every outbox: what a stranger, or a bug, could send.</summary>
    public async Task SendAsync<TEvent>(string? messageId, string body, int times = 1)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        for (var time = 0; time < times; time++)
        {
            await channel.BasicPublishAsync(
                "", $"{Name}.{EventName<TEvent>.Value}", mandatory: true, new BasicProperties { MessageId = messageId, DeliveryMode = DeliveryModes.Persistent }, Encoding.UTF8.GetBytes(body));
        }
    }

    public Task SendAsync(Guid id, Counted message, int times = 1) => SendAsync<Counted>(id.ToString(), JsonSerializer.Serialize(message, MessageJson.Options), times);

    /// <summary>Messages that wait in a queue of this service.</summary>
    public async Task<uint> WaitingAsync(string suffix) => (await InspectAsync($"{Name}.{suffix}")).MessageCount;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task<uint> ConsumersAsync(string type) => (await InspectAsync($"{Name}.{type}")).ConsumerCount;

    private async Task<QueueDeclareOk> InspectAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.QueueDeclarePassiveAsync(queue);
    }
}
