using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ReferenceShop.Messaging;

namespace ReferenceShop.Testing;

/// <summary>The rest of the shop, as a service sees it: publishes the events that it listens to, and hears its own.</summary>
public sealed class TestBroker : IAsyncDisposable
{
    private const string Exchange = "shop.events";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<(string Type, byte[] Body)> _heard = new();
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private TestBroker(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <param name="uri">The broker's address.</param>
    /// <param name="hears">The service whose events to listen to.</param>
    public static async Task<TestBroker> ConnectAsync(string uri, string hears)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var broker = new TestBroker(connection, channel);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, Exchange, $"{hears}.#");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            broker._heard.Enqueue((delivery.RoutingKey, delivery.Body.ToArray()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return broker;
    }

    /// <summary>Returns when the service's queue has the message; waits for a service that is just starting to listen.</summary>
    public async Task PublishAsync<TEvent>(TEvent message, Guid? messageId = null)
        where TEvent : class
    {
        var properties = new BasicProperties { MessageId = (messageId ?? Guid.NewGuid()).ToString(), ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        using var limit = new CancellationTokenSource(s_limit);
        while (true)
        {
            try
            {
                await _channel.BasicPublishAsync(Exchange, NameOf<TEvent>(), mandatory: true, properties, body, limit.Token);
                return;
            }
            catch (PublishException exception) when (exception.IsReturn)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    public IReadOnlyList<TEvent> Heard<TEvent>(Func<TEvent, bool> about) =>
        [.. _heard.Where(message => message.Type == NameOf<TEvent>()).Select(message => JsonSerializer.Deserialize<TEvent>(message.Body, JsonSerializerOptions.Web)!).Where(about)];

    public async Task<TEvent> HearAsync<TEvent>(Func<TEvent, bool> about, int times = 1)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (Heard(about).Count < times)
        {
            Assert.False(limit.IsCancellationRequested, $"{typeof(TEvent).Name} was not heard {times} times within {s_limit.TotalSeconds} s.");
            await Task.Delay(20);
        }

        return Heard(about)[times - 1];
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static string NameOf<TEvent>() => typeof(TEvent).GetCustomAttribute<EventAttribute>()!.Name;
}
