using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ReferenceShop.AppHost.Tests.Shop;

/// <summary>Takes the traces of all services, as the dashboard does, over OTLP/HTTP, and keeps what tests ask for.</summary>
public sealed class TraceReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Span> _spans = new();
    private WebApplication? _app;

    /// <summary>A finished piece of work.</summary>
    public sealed record Span(string TraceId, string SpanId, string ParentId, string Service, string Source, string Name);

    public IReadOnlyList<Span> Trace(string traceId) => [.. _spans.Where(span => span.TraceId == traceId)];

    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapPost("/v1/traces", (RequestDelegate)ReceiveAsync);
        _app.MapPost("/v1/{signal}", (RequestDelegate)(context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted)));
        await _app.StartAsync(cancellationToken);
        return new Uri(_app.Urls.Single());
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        foreach (var span in OtlpTraces.Read(body.ToArray()))
        {
            _spans.Enqueue(span);
        }
    }

    /// <summary>
    /// The few fields of OTLP's <c>ExportTraceServiceRequest</c> that matter here, by number:
    /// resource_spans 1 { resource 1 { attributes 1 { key 1, value 2 { string_value 1 } } }, scope_spans 2 { scope 1 { name 1 }, spans 2 {
    /// trace_id 1, span_id 2, parent_span_id 4, name 5 } } }.
    /// </summary>
    private static class OtlpTraces
    {
        public static IEnumerable<Span> Read(byte[] request)
            => Messages(request, 1).SelectMany(resourceSpans =>
            {
                var service = Messages(resourceSpans, 1).SelectMany(resource => Messages(resource, 1))
                    .Where(attribute => Text(attribute, 1) == "service.name")
                    .Select(attribute => Text(Messages(attribute, 2).Single(), 1))
                    .FirstOrDefault("");
                return Messages(resourceSpans, 2).SelectMany(scopeSpans =>
                {
                    var source = Messages(scopeSpans, 1).Select(scope => Text(scope, 1)).FirstOrDefault("");
                    return Messages(scopeSpans, 2).Select(span => new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), service, source, Text(span, 5)));
                });
            });

        private static string Text(byte[] message, int field) => System.Text.Encoding.UTF8.GetString(Messages(message, field).FirstOrDefault([]));

        private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Messages(message, field).FirstOrDefault([]));

        private static List<byte[]> Messages(byte[] message, int field)
        {
            var found = new List<byte[]>();
            var input = new CodedInputStream(message);
            while (input.ReadTag() is var tag and not 0)
            {
                if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                {
                    found.Add(input.ReadBytes().ToByteArray());
                }
                else
                {
                    input.SkipLastField();
                }
            }

            return found;
        }
    }
}
