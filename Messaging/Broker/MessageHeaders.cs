using System.Globalization;
using System.Text;

namespace ReferenceShop.Messaging.Broker;

/// <summary>The headers of a message.</summary>
internal static class MessageHeaders
{
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";
    public const string OccurredAt = "occurred-at";

    /// <summary>Failed attempts so far.</summary>
    public const string Attempts = "attempts";
    public const string Error = "error";
    public const string FirstFailedAt = "first-failed-at";
    public const string LastFailedAt = "last-failed-at";

    /// <summary>Text arrives as bytes.</summary>
    public static string? Text(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value)
            ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null }
            : null;

    public static int Number(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) ? value switch { int number => number, long and >= 0 and <= int.MaxValue => (int)(long)value, _ => 0 } : 0;

    public static DateTimeOffset? Time(IDictionary<string, object?>? headers, string name) =>
        DateTimeOffset.TryParse(Text(headers, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static string Write(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
