using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReferenceShop.Messaging.Tests;

public sealed class TraceTests(Servers servers)
{
    [Fact]
    public async Task One_trace_runs_from_the_request_through_the_broker_to_the_last_handler()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "ReferenceShop.Messaging" or "Npgsql" || source.Name.StartsWith("RabbitMQ", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        await using var service = await TestService.StartAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("traces"),
            listens: messaging => messaging.Subscribe<Counted, CountedHandler>().Subscribe<Echoed, EchoedHandler>());
        await service.UntilConsumingAsync<Counted>();
        await service.UntilConsumingAsync<Echoed>();
        service.Handling.Do = (db, message, _, _) =>
        {
            db.Publish(new Echoed(message.Number));
            return Task.CompletedTask;
        };
        ActivitySource.AddActivityListener(listener);

        Activity request;
        using (request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await service.PublishAsync(1);
        }

        await Eventually.BecomesAsync(() => spans.Count(span => span.TraceId == request.TraceId && span.OperationName == "process tests.echoed") == 1, "the last handler is done");
        var trace = spans.Where(span => span.TraceId == request.TraceId && span.Source.Name == "ReferenceShop.Messaging").ToDictionary(span => span.OperationName);
        Assert.Equal(["process tests.counted", "process tests.echoed", "send tests.counted", "send tests.echoed"], trace.Keys.Order());
        Assert.Equal(request.SpanId, trace["send tests.counted"].ParentSpanId);
        Assert.Equal(ActivityKind.Producer, trace["send tests.counted"].Kind);
        Assert.Equal(ActivityKind.Consumer, trace["process tests.counted"].Kind);
        Assert.Equal(trace["process tests.counted"].SpanId, trace["send tests.echoed"].ParentSpanId);
        Assert.Contains(spans, span => span.Source.Name == "Npgsql" && span.ParentSpanId == trace["process tests.echoed"].SpanId);
    }
}
