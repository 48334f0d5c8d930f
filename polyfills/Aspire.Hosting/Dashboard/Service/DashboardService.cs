using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the dashboard asks of the host: <c>aspire.v1.DashboardService</c>.</summary>
internal sealed class DashboardService(
    ResourceNotificationService notifications, ResourceLoggerService logs, ResourceCommandService commands,
    IConfiguration configuration, IHostEnvironment environment, TimeProvider clock)
{
    public const string Name = "aspire.v1.DashboardService";

    private const string MinDashboardVersion = "13.5.0";

    public void Map(GrpcEndpoints grpc)
    {
        grpc.MapUnary("GetApplicationInformation", Wire.ApplicationInformationRequest.Parser, GetApplicationInformation);
        grpc.MapUnary("ExecuteResourceCommand", Wire.ResourceCommandRequest.Parser, ExecuteResourceCommand);
        grpc.MapStream("WatchResources", Wire.WatchResourcesRequest.Parser, WatchResources);
        grpc.MapStream("WatchResourceConsoleLogs", Wire.WatchResourceConsoleLogsRequest.Parser, WatchResourceConsoleLogs);
        grpc.MapSilent("WatchInteractions");
    }

    private Task<Wire.ApplicationInformationResponse> GetApplicationInformation(Wire.ApplicationInformationRequest request, CancellationToken cancellationToken)
    {
        // "Shop.AppHost" is shown as "Shop".
        var name = configuration["AppHost:DashboardApplicationName"] ?? environment.ApplicationName;
        const string Suffix = ".AppHost";
        return Task.FromResult(new Wire.ApplicationInformationResponse
        {
            ApplicationName = name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name[..^Suffix.Length] : name,
            MinDashboardVersion = MinDashboardVersion,
        });
    }

    private IAsyncEnumerable<Wire.WatchResourcesUpdate> WatchResources(Wire.WatchResourcesRequest request, CancellationToken cancellationToken)
        => ResourceWatch.UpdatesAsync(notifications, clock, cancellationToken);

    private async IAsyncEnumerable<Wire.WatchResourceConsoleLogsUpdate> WatchResourceConsoleLogs(
        Wire.WatchResourceConsoleLogsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int LinesPerMessage = 2_000;
        var batches = request.SuppressFollow ? logs.GetAllAsync(request.ResourceName) : logs.WatchAsync(request.ResourceName);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            foreach (var lines in batch.Chunk(LinesPerMessage))
            {
                var update = new Wire.WatchResourceConsoleLogsUpdate();
                update.LogLines.Add(lines.Select(line => new Wire.ConsoleLogLine { LineNumber = line.LineNumber, Text = line.Content, IsStdErr = line.IsErrorMessage }));
                yield return update;
            }
        }
    }

    private async Task<Wire.ResourceCommandResponse> ExecuteResourceCommand(Wire.ResourceCommandRequest request, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellationToken);
        var response = new Wire.ResourceCommandResponse
        {
            Kind = result switch
            {
                { Success: true } => Wire.ResourceCommandResponseKind.Succeeded,
                { Canceled: true } => Wire.ResourceCommandResponseKind.Cancelled,
                _ => Wire.ResourceCommandResponseKind.Failed,
            },
        };
        if (result.Message is { } message)
        {
            response.Message = message;
        }

        if (result.Data is { } data)
        {
            response.Result = new() { Value = data.Value, Format = Format(data.Format), DisplayImmediately = data.DisplayImmediately };
        }

        return response;
    }

    private static Wire.CommandResultFormat Format(CommandResultFormat format) => format switch
    {
        CommandResultFormat.Json => Wire.CommandResultFormat.Json,
        CommandResultFormat.Markdown => Wire.CommandResultFormat.Markdown,
        _ => Wire.CommandResultFormat.Text,
    };
}
