namespace ReferenceShop.Messaging.Tests;

internal static class Eventually
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static Task BecomesAsync(Func<bool> condition, string expectation) => BecomesAsync(() => Task.FromResult(condition()), expectation);

    public static async Task BecomesAsync(Func<Task<bool>> condition, string expectation)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Not within {s_limit.TotalSeconds} s: {expectation}");
            await Task.Delay(20);
        }
    }
}
