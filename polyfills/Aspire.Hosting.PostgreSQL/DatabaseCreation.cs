using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>Creates the databases of a server that has become ready, unless they exist.</summary>
internal static partial class DatabaseCreation
{
    public static async Task CreateAsync(
        string connectionString, IEnumerable<PostgresDatabaseResource> databases, IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var database in databases)
        {
            var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(database.Parent);
            await CreateAsync(connection, database, logger, cancellationToken);
        }
    }

    private static async Task CreateAsync(
        NpgsqlConnection connection, PostgresDatabaseResource database, ILogger logger, CancellationToken cancellationToken)
    {
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(database.DatabaseName);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            Created(logger, database.DatabaseName);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            Exists(logger, database.DatabaseName);
        }
        catch (NpgsqlException exception)
        {
            // The database stays unhealthy, which says the rest.
            Failed(logger, exception, database.DatabaseName);
        }
    }

    [LoggerMessage(LogLevel.Information, "Created the database '{Database}'.")]
    private static partial void Created(ILogger logger, string database);

    [LoggerMessage(LogLevel.Debug, "The database '{Database}' exists.")]
    private static partial void Exists(ILogger logger, string database);

    [LoggerMessage(LogLevel.Error, "The database '{Database}' could not be created.")]
    private static partial void Failed(ILogger logger, Exception exception, string database);
}
