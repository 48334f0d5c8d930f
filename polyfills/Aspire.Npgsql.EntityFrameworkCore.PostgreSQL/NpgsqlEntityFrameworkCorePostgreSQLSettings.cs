namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>
/// What can be set for a <c>DbContext</c> on PostgreSQL. Read from <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL</c>, then from its child
/// sections named after the connection and after the context type, then changed by the delegate given at registration.
/// </summary>
public class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>The connection string. <c>ConnectionStrings:NAME</c> wins over the configuration section.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Seconds that a command may take; <see langword="null"/> leaves the provider's default of 30.</summary>
    public int? CommandTimeout { get; set; }

    /// <summary>Turns off the retrying execution strategy for transient database errors. Default: <see langword="false"/>.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>Leaves out the health check, which is named after the context type. Default: <see langword="false"/>.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves out the activity source <c>Npgsql</c>. Default: <see langword="false"/>.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Leaves out the meter <c>Npgsql</c>. Default: <see langword="false"/>.</summary>
    public bool DisableMetrics { get; set; }
}
