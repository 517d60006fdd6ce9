namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>Somebody who answers chat requests on a loopback port.</summary>
/// <param name="Headers">Header lines every request to it carries.</param>
/// <param name="Process">Null for direct: there is nothing in between.</param>
/// <param name="Allocated">Bytes allocated so far; null where it does not say.</param>
public sealed record Participant(string Name, int Port, IReadOnlyList<string> Headers, ChildProcess? Process, Func<Task<double>>? Allocated)
{
    /// <summary>Portkey 1.15.2 as npm installs it answers streams with a 500 ("TypeError: immutable") on Node 20.</summary>
    public bool Streams { get; init; } = true;

    /// <summary>Waits until it answers.</summary>
    public async Task<Participant> ReadyAsync(TimeProvider time)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), time);
        while (!await Ports.IsOpenAsync(Port))
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"{Name} did not start on port {Port}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }

        return this;
    }
}
