using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

internal static class DbContextSettings
{
    internal const string Section = "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL";

    /// <summary>The general section, overridden by that of the connection, then of the context type; <c>ConnectionStrings:NAME</c> wins over all.</summary>
    internal static NpgsqlEntityFrameworkCorePostgreSQLSettings Read(IHostApplicationBuilder builder, string? connectionName, string contextName)
    {
        var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings();
        var section = builder.Configuration.GetSection(Section);
        section.Bind(settings);
        if (connectionName is not null)
        {
            section.GetSection(connectionName).Bind(settings);
        }

        section.GetSection(contextName).Bind(settings);
        if (connectionName is not null)
        {
            settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        }

        return settings;
    }

    internal static string RequireConnectionString(NpgsqlEntityFrameworkCorePostgreSQLSettings settings, string connectionName, string contextName) =>
        !string.IsNullOrWhiteSpace(settings.ConnectionString)
            ? settings.ConnectionString
            : throw new InvalidOperationException(
                $"No connection string for {contextName}. Set 'ConnectionStrings:{connectionName}', or 'ConnectionString' in the configuration section '{Section}' or '{Section}:{contextName}'.");
}
