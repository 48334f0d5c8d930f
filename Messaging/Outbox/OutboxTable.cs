using Npgsql;

namespace ReferenceShop.Messaging.Outbox;

/// <summary>The relay's SQL.</summary>
internal static class OutboxTable
{
    // Rows are claimed by lock. A cursor ("everything after the last sequence I saw") would lose events: sequences are given at INSERT, but a
    // transaction with a lower one may commit after the cursor has passed it.
    //
    // Several relays may claim at the same time; each skips what another holds. To keep the order within an aggregate, a claimed row is "ready" only
    // when every earlier row of its aggregate is in the same claim. An earlier row outside of it is either being published by another relay, or
    // postponed. The statement sees one snapshot, so a row that another relay deletes meanwhile still counts: at worst we wait once too often.
    //
    // A table that fills and empties all the time has no statistics worth the name, and the planner would read and sort all of a backlog for every
    // batch. The settings (of this transaction only) and OFFSET 0, which keeps the subquery from becoming a join, hold it to the indexes.
    private const string Claim =
        """
        SET LOCAL enable_seqscan = off;
        SET LOCAL enable_bitmapscan = off;
        WITH claimed AS MATERIALIZED (
            SELECT id, sequence, type, body, aggregate, mandatory, trace_parent, trace_state, occurred_at
            FROM outbox o
            WHERE next_attempt_at <= now()
              AND NOT EXISTS (
                SELECT 1 FROM outbox postponed
                WHERE postponed.aggregate = o.aggregate AND postponed.sequence < o.sequence AND postponed.next_attempt_at > now()
                OFFSET 0)
            ORDER BY sequence
            LIMIT @batch
            FOR UPDATE SKIP LOCKED)
        SELECT id, type, body, aggregate, mandatory, trace_parent, trace_state, occurred_at,
               NOT EXISTS (
                SELECT 1 FROM outbox earlier
                WHERE earlier.aggregate = c.aggregate AND earlier.sequence < c.sequence
                  AND NOT EXISTS (SELECT 1 FROM claimed mine WHERE mine.id = earlier.id)
                OFFSET 0) AS ready
        FROM claimed c
        ORDER BY sequence
        """;

    private const string Delete = "DELETE FROM outbox WHERE id = ANY($1)";

    // 1, 2, 4 ... seconds, at most a minute.
    private const string Postpone =
        """
        UPDATE outbox
        SET attempts = attempts + 1, next_attempt_at = now() + interval '1 second' * least(60, power(2, least(attempts, 10)))
        WHERE id = ANY($1)
        """;

    private const string Measure = "SELECT count(*), coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8 FROM outbox";

    /// <summary>Locks the next rows for the transaction.</summary>
    /// <returns>The rows that may be published now, in order, and whether others were held back behind rows of another relay.</returns>
    public static async Task<(List<OutboxRow> Ready, bool HeldBack)> ClaimAsync(NpgsqlConnection connection, int batch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Claim, connection) { Parameters = { new("batch", batch) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<OutboxRow> ready = [];
        var heldBack = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!reader.GetBoolean(8))
            {
                heldBack = true;
                continue;
            }

            ready.Add(new OutboxRow(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Text(reader, 3), reader.GetBoolean(4), Text(reader, 5), Text(reader, 6),
                await reader.GetFieldValueAsync<DateTimeOffset>(7, cancellationToken)));
        }

        return (ready, heldBack);
    }

    public static Task DeleteAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids) => ExecuteAsync(connection, Delete, ids);

    public static Task PostponeAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids) => ExecuteAsync(connection, Postpone, ids);

    public static async Task<(long Waiting, double LagSeconds)> MeasureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Measure, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetDouble(1));
    }

    // Not cancellable: what the broker has confirmed must be recorded, also when the service stops.
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count > 0)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = ids.ToArray() } } };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
