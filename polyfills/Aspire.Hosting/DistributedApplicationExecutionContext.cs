namespace Aspire.Hosting;

/// <summary>What an AppHost is executed for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>To run the application.</summary>
    Run = 0,

    /// <summary>To publish it. This package only runs applications.</summary>
    Publish = 1,
}

/// <summary>How an AppHost is executed.</summary>
/// <param name="operation">What for.</param>
public class DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation)
{
    /// <summary>Options for a publisher.</summary>
    /// <param name="operation">What the AppHost is executed for.</param>
    /// <param name="publisherName">The name of the publisher.</param>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation, string publisherName) : this(operation) =>
        PublisherName = publisherName;

    /// <summary>What the AppHost is executed for.</summary>
    public DistributedApplicationOperation Operation { get; } = operation;

    /// <summary>The name of the publisher.</summary>
    public string? PublisherName { get; }

    /// <summary>The services of the application, once it is built.</summary>
    public IServiceProvider? ServiceProvider { get; set; }
}

/// <summary>How an AppHost is executed, for code that depends on it.</summary>
public class DistributedApplicationExecutionContext
{
    private readonly DistributedApplicationExecutionContextOptions _options;

    /// <summary>A context without services.</summary>
    /// <param name="operation">What the AppHost is executed for.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(new DistributedApplicationExecutionContextOptions(operation))
    {
    }

    /// <summary>A context without services, for a publisher.</summary>
    /// <param name="operation">What the AppHost is executed for.</param>
    /// <param name="publisherName">The name of the publisher.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
        : this(new DistributedApplicationExecutionContextOptions(operation, publisherName))
    {
    }

    /// <summary>A context.</summary>
    /// <param name="options">How the AppHost is executed.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        PublisherName = options.PublisherName ?? "manifest";
    }

    /// <summary>What the AppHost is executed for.</summary>
    public DistributedApplicationOperation Operation => _options.Operation;

    /// <summary>The name of the publisher.</summary>
    public string PublisherName { get; set; }

    /// <summary>Whether the application is run.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>Whether the application is published.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>The services of the application.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider ServiceProvider =>
        _options.ServiceProvider ?? throw new InvalidOperationException("The services are available once the application is built.");

    /// <summary>The services of the application; null before it is built.</summary>
    internal IServiceProvider? TryGetServices() => _options.ServiceProvider;
}
