using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>What everything that runs a resource needs.</summary>
internal sealed record RunContext(
    DcpClient Client,
    ExecutableFactory Executables,
    ResourceNotificationService Notifications,
    ResourceLoggerService Loggers,
    IDistributedApplicationEventing Eventing,
    DistributedApplicationExecutionContext ExecutionContext,
    DistributedApplicationModel Model,
    IServiceProvider Services,
    ILogger Logger)
{
    private readonly Workloads _executables = new Workloads<DcpExecutable>(Client);
    private readonly Workloads _containers = new Workloads<DcpContainer>(Client);

    /// <summary>Ends when containers can be made.</summary>
    public required Task ContainersReady { get; init; }

    /// <summary>Where the objects of a resource are.</summary>
    public Workloads WorkloadsOf(IResource resource) => resource.IsContainer() ? _containers : _executables;
}
