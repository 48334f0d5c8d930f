using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class LoggerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watching_gives_the_lines_so_far_then_new_ones_and_ends_with_the_log()
    {
        using var logs = new ResourceLoggerService();
        var logger = logs.GetLogger("a");
        logger.LogInformation("first");
        var lines = new List<LogLine>();

        await foreach (var batch in logs.WatchAsync("a").WithCancellation(Cancelled))
        {
            lines.AddRange(batch);
            if (lines.Count == 1)
            {
                logger.LogError(new InvalidOperationException("boom"), "second");
                logs.Complete("a");
            }
        }

        Assert.Equal([1, 2], lines.Select(line => line.LineNumber));
        Assert.EndsWith("first", lines[0].Content, StringComparison.Ordinal);
        Assert.False(lines[0].IsErrorMessage);
        Assert.Contains("second", lines[1].Content, StringComparison.Ordinal);
        Assert.Contains("boom", lines[1].Content, StringComparison.Ordinal);
        Assert.True(lines[1].IsErrorMessage);
    }

    [Fact]
    public async Task A_resource_with_replicas_has_their_logs_together()
    {
        using var logs = new ResourceLoggerService();
        var builder = TestHost.CreateBuilder();
        var program = builder.AddExecutable("api", "a", ".").WithReplicas("api-aaaa", "api-bbbb").Resource;
        logs.GetLogger("api-aaaa").LogInformation("from a");
        logs.GetLogger("api-bbbb").LogInformation("from b");
        logs.GetLogger(program).LogInformation("to both");
        logs.Complete(program);
        var lines = new List<string>();

        await foreach (var batch in logs.WatchAsync(program).WithCancellation(Cancelled))
        {
            lines.AddRange(batch.Select(line => line.Content[(line.Content.IndexOf(' ') + 1)..]));
        }

        Assert.Equal(["from a", "from b", "to both", "to both"], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_oldest_lines_of_a_long_log_are_forgotten()
    {
        using var logs = new ResourceLoggerService();
        for (var i = 1; i <= 10_010; i++)
        {
            logs.Append("a", $"line {i}", isError: false);
        }

        await foreach (var batch in logs.GetAllAsync("a"))
        {
            Assert.Equal(10_000, batch.Count);
            Assert.Equal(("line 11", 11), (batch[0].Content, batch[0].LineNumber));
        }
    }

    [Fact]
    public async Task It_is_told_when_somebody_begins_and_ends_to_watch()
    {
        using var logs = new ResourceLoggerService();
        var changes = logs.WatchAnySubscribersAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        var next = changes.MoveNextAsync();
        var watching = logs.WatchAsync("a").GetAsyncEnumerator(Cancelled);
        var line = watching.MoveNextAsync();

        Assert.True(await next);
        Assert.Equal(new LogSubscriber("a", AnySubscribers: true), changes.Current);
        next = changes.MoveNextAsync();
        logs.Complete("a");
        Assert.False(await line);
        await watching.DisposeAsync();
        Assert.True(await next);
        Assert.Equal(new LogSubscriber("a", AnySubscribers: false), changes.Current);
        await changes.DisposeAsync();
    }
}
