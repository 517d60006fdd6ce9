using System.Collections.Concurrent;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Clients that ask all the time, plain and streamed, and keep every answer that was not whole.</summary>
public sealed class Load : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<Router>> routers;
    private readonly string[] prompts;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> failures = new();
    private readonly Task clients;
    private long served;

    private Load(Func<IReadOnlyList<Router>> routers, string[] prompts, int count)
    {
        (this.routers, this.prompts) = (routers, prompts.Length == 0 ? ["hello", "please refactor this"] : prompts);
        clients = Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => AskAsync(number))));
    }

    public long Served => Volatile.Read(ref served);

    public static Load On(Func<Router> router, params string[] prompts) => new(() => [router()], prompts, 4);

    /// <summary>On those that are there, in turn, as by a Service.</summary>
    public static Load OnAll(Func<IReadOnlyList<Router>> routers) => new(routers, [], 4);

    /// <summary>Until so many more requests were answered: that is how long something lasts here.</summary>
    public Task ServesAsync(int more = 100)
    {
        var aim = Served + more;
        return Eventually.IsAsync(() => Served >= aim || !failures.IsEmpty, () => $"{Served} of {aim} requests were answered");
    }

    /// <summary>Ends it and asserts that not one request failed.</summary>
    public async Task NothingFailedAsync()
    {
        await stop.CancelAsync();
        await clients;
        Assert.True(failures.IsEmpty, $"{failures.Count} of {Served + failures.Count} requests failed:\n{string.Join('\n', failures.Take(5))}");
        Assert.True(Served > 0, "no request was made");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await clients;
        stop.Dispose();
    }

    private async Task AskAsync(int number)
    {
        for (var turn = number; !stop.IsCancellationRequested; turn++)
        {
            var all = routers();
            var next = all.Count > 1 ? all[(turn + 1) % all.Count] : null;
            if (await all[turn % all.Count].FaultOfAsync(prompts[turn % prompts.Length], stream: turn % 3 == 0, next) is { } fault) failures.Enqueue(fault);
            else Interlocked.Increment(ref served);
        }
    }
}
