using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql.EntityFrameworkCore.PostgreSQL;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.Npgsql;

public sealed class EnrichNpgsqlDbContextTests
{
    [Fact]
    public void A_context_of_the_applications_own_gets_retries_and_a_time_out()
    {
        var (retries, timeout) = With(null, settings => settings.CommandTimeout = 9, db => (db.Database.CreateExecutionStrategy().RetriesOnFailure, db.Database.GetCommandTimeout()));

        Assert.True(retries);
        Assert.Equal(9, timeout);
    }

    [Fact]
    public void Retries_can_be_left_out()
    {
        Assert.False(With(null, settings => settings.DisableRetry = true, db => db.Database.CreateExecutionStrategy().RetriesOnFailure));
    }

    [Fact]
    public void A_retrying_strategy_of_the_applications_own_is_kept()
    {
        var strategy = With(npgsql => npgsql.ExecutionStrategy(dependencies => new Patient(dependencies)), null, db => db.Database.CreateExecutionStrategy());

        Assert.IsType<Patient>(strategy);
    }

    [Fact]
    public void A_strategy_of_another_kind_must_be_reconciled_by_hand()
    {
        Assert.Throws<InvalidOperationException>(() => With(npgsql => npgsql.ExecutionStrategy(dependencies => new Stubborn(dependencies)), null, db => db.Database.CreateExecutionStrategy()));
    }

    [Fact]
    public void Two_command_time_outs_are_an_error()
    {
        Assert.Throws<InvalidOperationException>(() => With(npgsql => npgsql.CommandTimeout(5), settings => settings.CommandTimeout = 9, db => db.Database.GetCommandTimeout()));
    }

    [Fact]
    public void A_context_that_is_not_registered_cannot_be_enriched()
    {
        var error = Assert.Throws<InvalidOperationException>(() => NotesDb.Builder().EnrichNpgsqlDbContext<NotesDb>());

        Assert.Contains("NotesDb", error.Message);
    }

    private static T With<T>(
        Action<NpgsqlDbContextOptionsBuilder>? provider, Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configure, Func<NotesDb, T> use)
    {
        var builder = NotesDb.Builder();
        builder.Services.AddDbContextPool<NotesDb>(options => options.UseNpgsql(PostgresServers.Nowhere, provider));
        builder.EnrichNpgsqlDbContext<NotesDb>(configure);
        using var host = builder.Build();
        using var scope = host.Services.CreateScope();
        return use(scope.ServiceProvider.GetRequiredService<NotesDb>());
    }

    private sealed class Patient(ExecutionStrategyDependencies dependencies) : NpgsqlRetryingExecutionStrategy(dependencies);

    private sealed class Stubborn(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 1, TimeSpan.FromSeconds(1))
    {
        protected override bool ShouldRetryOn(Exception exception) => false;
    }
}
