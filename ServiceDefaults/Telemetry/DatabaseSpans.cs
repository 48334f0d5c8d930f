using System.Diagnostics;
using OpenTelemetry;

namespace ReferenceShop.ServiceDefaults.Telemetry;

/// <summary>
/// Names the spans of SQL after what they do and where: <c>SELECT productsdb</c>. The databases share one server, so its address alone would not
/// tell a reader, or the dashboard, whose database was asked.
/// </summary>
internal sealed class DatabaseSpans : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "Npgsql" && data.GetTagItem("db.namespace") is string database)
        {
            data.SetTag("peer.service", database);
            data.DisplayName = data.GetTagItem("db.query.text") is string { Length: > 0 } sql ? $"{Verb(sql)} {database}" : database;
        }
    }

    private static string Verb(string sql)
    {
        var text = sql.AsSpan().TrimStart();
        var end = text.IndexOfAny(" \r\n\t(;");
        return (end < 0 ? text : text[..end]).ToString().ToUpperInvariant();
    }
}
