using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.Npgsql;

public sealed class AddNpgsqlDbContextTests(PostgresServers servers) : IClassFixture<PostgresServers>
{
    [Fact]
    public async Task A_context_connects_by_the_name_of_its_connection()
    {
        var builder = NotesDb.Builder(("ConnectionStrings:notes", await servers.CreateDatabaseAsync("notes")));
        builder.AddNpgsqlDbContext<NotesDb>("notes");
        using var host = builder.Build();

        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotesDb>();
        await db.Database.EnsureCreatedAsync();
        db.Notes.Add(new Note { Text = "hello" });
        await db.SaveChangesAsync();

        Assert.Equal("hello", (await db.Notes.AsNoTracking().SingleAsync()).Text);
    }

    [Fact]
    public void Contexts_are_pooled()
    {
        var first = With(Configured(), db => (db.ContextId.InstanceId, db.ContextId.Lease), out var host);
        using (host)
        {
            using var scope = host.Services.CreateScope();
            var second = scope.ServiceProvider.GetRequiredService<NotesDb>().ContextId;

            Assert.Equal(first.InstanceId, second.InstanceId);
            Assert.True(second.Lease > first.Lease);
        }
    }

    [Fact]
    public void Transient_errors_are_retried_unless_that_is_turned_off()
    {
        Assert.True(With(Configured(), db => db.Database.CreateExecutionStrategy().RetriesOnFailure));
        Assert.False(With(Configured(settings => settings.DisableRetry = true), db => db.Database.CreateExecutionStrategy().RetriesOnFailure));
        Assert.False(With(Configured(null, ($"{NotesDb.Section}:DisableRetry", "true")), db => db.Database.CreateExecutionStrategy().RetriesOnFailure));
    }

    [Fact]
    public void The_command_time_out_is_the_providers_unless_set()
    {
        Assert.Null(With(Configured(), db => db.Database.GetCommandTimeout()));
        Assert.Equal(7, With(Configured(settings => settings.CommandTimeout = 7), db => db.Database.GetCommandTimeout()));
    }

    [Fact]
    public void The_more_special_section_wins_and_the_connection_string_over_all()
    {
        (string, string)[] general = [($"{NotesDb.Section}:ConnectionString", "Host=general"), ($"{NotesDb.Section}:CommandTimeout", "1")];
        (string, string)[] connection = [.. general, ($"{NotesDb.Section}:notes:ConnectionString", "Host=connection"), ($"{NotesDb.Section}:notes:CommandTimeout", "2")];
        (string, string)[] context = [.. connection, ($"{NotesDb.Section}:NotesDb:ConnectionString", "Host=context"), ($"{NotesDb.Section}:NotesDb:CommandTimeout", "3")];
        (string, string)[] named = [.. context, ("ConnectionStrings:notes", "Host=named")];

        Assert.Equal(("Host=general", 1), SettingsOf(general));
        Assert.Equal(("Host=connection", 2), SettingsOf(connection));
        Assert.Equal(("Host=context", 3), SettingsOf(context));
        Assert.Equal(("Host=named", 3), SettingsOf(named));
    }

    [Fact]
    public void The_delegates_have_the_last_word()
    {
        var builder = NotesDb.Builder(("ConnectionStrings:notes", "Host=named"));
        builder.AddNpgsqlDbContext<NotesDb>(
            "notes", settings => settings.ConnectionString = "Host=delegate", options => options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));

        var (connectionString, tracking) = With(builder, db => (db.Database.GetConnectionString(), db.ChangeTracker.QueryTrackingBehavior));

        Assert.Equal("Host=delegate", connectionString);
        Assert.Equal(QueryTrackingBehavior.NoTracking, tracking);
    }

    [Fact]
    public void A_missing_connection_string_is_told_when_the_first_context_is_made()
    {
        var builder = NotesDb.Builder();
        builder.AddNpgsqlDbContext<NotesDb>("notes");

        var error = Assert.Throws<InvalidOperationException>(() => With(builder, db => db.Database.GetConnectionString()));

        Assert.Contains("'ConnectionStrings:notes'", error.Message);
        Assert.Contains($"'{NotesDb.Section}:NotesDb'", error.Message);
    }

    [Fact]
    public void In_development_a_context_is_not_registered_twice_by_mistake()
    {
        var builder = Configured();

        var error = Assert.Throws<InvalidOperationException>(() => builder.AddNpgsqlDbContext<NotesDb>("notes"));

        Assert.Contains("NotesDb", error.Message);
    }

    private static (string?, int?) SettingsOf((string, string)[] configuration)
    {
        NpgsqlEntityFrameworkCorePostgreSQLSettings? seen = null;
        NotesDb.Builder(configuration).AddNpgsqlDbContext<NotesDb>("notes", settings => seen = settings);
        return (seen!.ConnectionString, seen.CommandTimeout);
    }

    private static HostApplicationBuilder Configured(
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configure = null, params (string, string)[] configuration)
    {
        var builder = NotesDb.Builder([("ConnectionStrings:notes", PostgresServers.Nowhere), .. configuration]);
        builder.AddNpgsqlDbContext<NotesDb>("notes", configure);
        return builder;
    }

    private static T With<T>(HostApplicationBuilder builder, Func<NotesDb, T> use)
    {
        var result = With(builder, use, out var host);
        host.Dispose();
        return result;
    }

    private static T With<T>(HostApplicationBuilder builder, Func<NotesDb, T> use, out IHost host)
    {
        host = builder.Build();
        using var scope = host.Services.CreateScope();
        return use(scope.ServiceProvider.GetRequiredService<NotesDb>());
    }
}
