using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReferenceShop.Checkout.Tests.Support;

/// <summary>Hears every event of the shop, and speaks for the services that are not there.</summary>
public sealed class Broker : IAsyncDisposable
{
    private const string Exchange = "shop.events";
    private readonly ConcurrentQueue<(string Type, JsonNode Body)> _heard = new();
    private IConnection? _connection;
    private IChannel? _channel;

    public async Task StartAsync(string connectionString)
    {
        _connection = await new ConnectionFactory { Uri = new(connectionString) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await _channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        var queue = await _channel.QueueDeclareAsync();
        await _channel.QueueBindAsync(queue.QueueName, Exchange, "#");
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _heard.Enqueue((delivery.RoutingKey, JsonNode.Parse(Encoding.UTF8.GetString(delivery.Body.Span))!));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
    }

    public JsonNode[] Heard(string type, Guid orderId) =>
        [.. _heard.Where(e => e.Type == type && (Guid?)e.Body["orderId"] == orderId).Select(e => e.Body)];

    public async Task SayAsync(string type, object body) => await _channel!.BasicPublishAsync(
        Exchange, type, mandatory: true,
        new BasicProperties { MessageId = Guid.NewGuid().ToString(), Type = type, ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent },
        JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web));

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }
}
