using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class EventingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listeners_are_told_in_turn_and_only_about_their_resource()
    {
        var builder = TestHost.CreateBuilder();
        var one = builder.AddExecutable("one", "a", ".");
        var two = builder.AddExecutable("two", "a", ".");
        var told = new List<string>();
        builder.Eventing.Subscribe<ResourceReadyEvent>((ready, _) => Note($"all:{ready.Resource.Name}"));
        one.OnResourceReady((resource, _, _) => Note($"own:{resource.Name}"));
        two.OnResourceReady((resource, _, _) => Note($"own:{resource.Name}"));
        await using var application = builder.Build();

        await builder.Eventing.PublishAsync(new ResourceReadyEvent(one.Resource, application.Services), Cancelled);

        Assert.Equal(["all:one", "own:one"], told);

        Task Note(string text)
        {
            told.Add(text);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Who_unsubscribed_is_not_told()
    {
        var eventing = new DistributedApplicationEventing();
        var count = 0;
        var subscription = eventing.Subscribe<Ping>((_, _) =>
        {
            count++;
            return Task.CompletedTask;
        });

        await eventing.PublishAsync(new Ping(), Cancelled);
        eventing.Unsubscribe(subscription);
        await eventing.PublishAsync(new Ping(), Cancelled);

        Assert.Equal(1, count);
    }

    [Fact]
    public async Task The_first_error_ends_a_sequence_but_not_concurrent_listeners()
    {
        var eventing = new DistributedApplicationEventing();
        var reached = 0;
        eventing.Subscribe<Ping>((_, _) => throw new InvalidOperationException("first"));
        eventing.Subscribe<Ping>((_, _) =>
        {
            reached++;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => eventing.PublishAsync(new Ping(), Cancelled));
        Assert.Equal(0, reached);
        await Assert.ThrowsAsync<InvalidOperationException>(() => eventing.PublishAsync(new Ping(), EventDispatchBehavior.BlockingConcurrent, Cancelled));
        Assert.Equal(1, reached);
    }

    [Fact]
    public async Task Without_blocking_nobody_waits_for_the_listeners()
    {
        var eventing = new DistributedApplicationEventing();
        var release = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        eventing.Subscribe<Ping>(async (_, _) =>
        {
            await release.Task;
            done.SetResult();
        });

        await eventing.PublishAsync(new Ping(), EventDispatchBehavior.NonBlockingSequential, Cancelled);
        Assert.False(done.Task.IsCompleted);
        release.SetResult();
        await done.Task.WaitAsync(TestHost.Patience, Cancelled);
    }

    private sealed class Ping : IDistributedApplicationEvent;
}
