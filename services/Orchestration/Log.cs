using ReferenceShop.Orchestration.Checkouts;

namespace ReferenceShop.Orchestration;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Checkout {OrderId} ended {State}")]
    public static partial void Ended(this ILogger logger, Guid orderId, SagaState state);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Checkout {OrderId} failed in {State}, time {Failures} in a row: {Why}")]
    public static partial void StepFailed(this ILogger logger, Guid orderId, SagaState state, int failures, string why);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Checkout {OrderId} was taken over by another run; this one stops")]
    public static partial void LeaseLost(this ILogger logger, Guid orderId);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "The run of checkout {OrderId} broke off; it is taken up again when its lease runs out")]
    public static partial void RunFailed(this ILogger logger, Guid orderId, Exception exception);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "Looking for checkouts that nobody runs failed")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);
}
