using System.Diagnostics;

namespace ReferenceShop.Messaging.Tests;

public sealed class FailureTests(Servers servers)
{
    private static readonly (string Key, string Value)[] s_quick = [("RetryDelays:0", "00:00:00.05"), ("RetryDelays:1", "00:00:00.1")];

    [Fact]
    public async Task A_poisonous_message_becomes_a_dead_letter_while_the_others_flow()
    {
        await using var service = await StartAsync(s_quick);
        service.Handling.Do = (_, message, _, _) => message.Number % 10 == 3 ? throw new InvalidOperationException($"cannot do {message.Number}") : Task.CompletedTask;
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        await service.PublishAsync([.. Enumerable.Range(0, 100).Select(number => (new Counted(number, service.Name), (string?)null))]);

        await Eventually.BecomesAsync(async () => await service.WaitingAsync("tests.counted.dead") == 10, "all poison is dead");
        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 90, "everything else is done");
        var letters = await service.DeadLetters.ListAsync(1000, TestContext.Current.CancellationToken);
        Assert.Equal(10, letters.Count);
        Assert.All(letters, letter =>
        {
            Assert.NotNull(letter.MessageId);
            Assert.Equal($"{service.Name}.tests.counted", letter.Queue);
            Assert.Equal("tests.counted", letter.Type);
            Assert.StartsWith("InvalidOperationException: cannot do", letter.Error);
            Assert.Equal(3, letter.Attempts);
            Assert.True(letter.LastFailedAt - letter.FirstFailedAt >= TimeSpan.FromMilliseconds(100));
            Assert.Contains(request.TraceId.ToString(), letter.TraceParent);
            Assert.Contains("\"number\":", letter.Body);
        });
    }

    [Fact]
    public async Task Listing_dead_letters_takes_none_away()
    {
        await using var service = await StartAsync(s_quick);
        await service.SendAsync<Counted>("not a guid", "{}");
        await service.SendAsync<Counted>("neither", "{}");
        await Eventually.BecomesAsync(async () => await service.WaitingAsync("tests.counted.dead") == 2, "both are dead");

        Assert.Single(await service.DeadLetters.ListAsync(1, TestContext.Current.CancellationToken));
        Assert.Equal(2, (await service.DeadLetters.ListAsync(10, TestContext.Current.CancellationToken)).Count);
        Assert.Equal(2u, await service.WaitingAsync("tests.counted.dead"));
    }

    [Theory]
    [InlineData("{ this is not json")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"number\":\"many\",\"of\":\"\"}")]
    [InlineData("{\"number\":1,\"of\":null}")]
    public async Task An_unreadable_body_is_a_dead_letter_at_once(string body)
    {
        await using var service = await StartAsync();

        await service.SendAsync<Counted>(Guid.NewGuid().ToString(), body);

        await Eventually.BecomesAsync(async () => await service.WaitingAsync("tests.counted.dead") == 1, "it is dead");
        var letter = Assert.Single(await service.DeadLetters.ListAsync(10, TestContext.Current.CancellationToken));
        Assert.StartsWith("Unreadable:", letter.Error);
        Assert.Equal(1, letter.Attempts);
        Assert.Empty(service.Handling.Attempts);
    }

    [Fact]
    public async Task Replayed_dead_letters_have_their_effect_once_the_reason_is_gone()
    {
        await using var service = await StartAsync(s_quick);
        service.Handling.Do = (_, _, _, _) => throw new InvalidOperationException("broken");
        await service.PublishAsync(1);
        await service.PublishAsync(2);
        await Eventually.BecomesAsync(async () => await service.WaitingAsync("tests.counted.dead") == 2, "both are dead");
        var first = (await service.DeadLetters.ListAsync(10, TestContext.Current.CancellationToken))[0];

        service.Handling.Do = (_, _, _, _) => Task.CompletedTask;
        Assert.Equal(1, await service.DeadLetters.ReplayAsync(first.MessageId, TestContext.Current.CancellationToken));
        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 1, "the first one is done");
        Assert.Equal(1, service.Handling.Attempts.Last().Context.Attempt);
        Assert.Equal(1, await service.DeadLetters.ReplayAsync(messageId: null, TestContext.Current.CancellationToken));
        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 2, "the other one too");
        await Eventually.BecomesAsync(async () => await service.WaitingAsync("tests.counted.dead") == 0, "no dead letter is left");
    }

    [Fact]
    public async Task A_message_whose_store_is_away_is_held_and_uses_up_no_attempt()
    {
        await using var service = await TestService.StartAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("held"),
            listens: messaging => messaging.Subscribe<Counted, CountedHandler>(options => options.HoldWhen = exception => exception is IOException), settings: s_quick);
        await service.UntilConsumingAsync<Counted>();
        service.Handling.Do = (_, _, _, _) => service.Handling.Attempts.Count < 5 ? throw new IOException("away") : Task.CompletedTask;

        await service.PublishAsync(1);

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 1, "it was handled in the end");
        Assert.Equal(5, service.Handling.Attempts.Count);
        Assert.All(service.Handling.Attempts, attempt => Assert.Equal(1, attempt.Context.Attempt));
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_is_cancelled_and_tried_again()
    {
        await using var service = await StartAsync([.. s_quick, ("HandlerTimeout", "00:00:00.2")]);
        service.Handling.Do = (_, _, context, token) => context.Attempt == 1 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;

        await service.PublishAsync(1);

        await Eventually.BecomesAsync(async () => (await service.EffectsAsync(service.Name)).Count == 1, "the second attempt was in time");
    }

    [Fact]
    public async Task A_stop_waits_for_the_running_handler_and_leaves_the_rest_in_the_queue()
    {
        await using var service = await StartAsync([("Concurrency", "1")]);
        var release = new TaskCompletionSource();
        service.Handling.Do = (_, _, _, _) => release.Task;
        await service.PublishAsync(1);
        await service.PublishAsync(2);
        await Eventually.BecomesAsync(() => !service.Handling.Attempts.IsEmpty, "a handler runs");

        var stopping = service.StopAsync();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;

        Assert.Equal([1], await service.EffectsAsync(service.Name));
        Assert.Equal(1u, await service.WaitingAsync("tests.counted"));
    }

    private async Task<TestService> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = await TestService.StartAsync(
            servers.RabbitConnectionString, await servers.CreateDatabaseAsync("failures"), listens: messaging => messaging.Subscribe<Counted, CountedHandler>(), settings: settings);
        await service.UntilConsumingAsync<Counted>();
        return service;
    }
}
