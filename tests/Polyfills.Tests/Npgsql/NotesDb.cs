using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ReferenceShop.Polyfills.Tests.Npgsql;

internal sealed class Note
{
    public int Id { get; init; }

    public required string Text { get; init; }
}

internal sealed class NotesDb(DbContextOptions<NotesDb> options) : DbContext(options)
{
    public const string Section = "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL";

    public DbSet<Note> Notes => Set<Note>();

    public static HostApplicationBuilder Builder(params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(configuration.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        return builder;
    }
}
