using Microsoft.Extensions.Logging;

namespace Polly.Telemetry;

// Ids, names and the names of the values are those of the official package: queries over logs depend on them.
internal static partial class Log
{
    [LoggerMessage(
        EventId = 0,
        EventName = "ResilienceEvent",
        Message = "{EventName} in {PipelineName}/{PipelineInstance}/{StrategyName}, operation {OperationKey}: {Result}")]
    public static partial void ResilienceEvent(
        ILogger logger, LogLevel level, string eventName, string pipelineName, string pipelineInstance, string strategyName,
        string? operationKey, object? result, Exception? exception);

    [LoggerMessage(
        EventId = 1,
        EventName = "StrategyExecuting",
        Message = "{PipelineName}/{PipelineInstance} begins operation {OperationKey}")]
    public static partial void PipelineExecuting(
        ILogger logger, LogLevel level, string pipelineName, string pipelineInstance, string? operationKey);

    [LoggerMessage(
        EventId = 2,
        EventName = "StrategyExecuted",
        Message = "{PipelineName}/{PipelineInstance} ended operation {OperationKey} in {ExecutionTimeMs} ms: {Result}")]
    public static partial void PipelineExecuted(
        ILogger logger, LogLevel level, string pipelineName, string pipelineInstance, string? operationKey, object? result,
        double executionTimeMs, Exception? exception);

    [LoggerMessage(
        EventId = 3,
        EventName = "ExecutionAttempt",
        Message = "Attempt {Attempt} in {PipelineName}/{PipelineInstance}/{StrategyName}, operation {OperationKey}, ended in {ExecutionTimeMs} ms "
            + "(handled: {Handled}): {Result}")]
    public static partial void ExecutionAttempt(
        ILogger logger, LogLevel level, string pipelineName, string pipelineInstance, string strategyName, string? operationKey,
        object? result, bool handled, int attempt, double executionTimeMs, Exception? exception);
}
