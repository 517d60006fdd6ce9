namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Waits for a state, with a deadline that only guards against hanging.</summary>
public static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);

    public static Task IsAsync(Func<bool> condition, Func<string> otherwise) => IsAsync(() => Task.FromResult(condition()), () => Task.FromResult(otherwise()));

    public static async Task IsAsync(Func<Task<bool>> condition, Func<Task<string>> otherwise)
    {
        using var late = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        while (!await condition())
        {
            if (late.IsCancellationRequested) Assert.Fail(await otherwise());
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
