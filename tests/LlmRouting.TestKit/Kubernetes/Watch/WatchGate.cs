namespace LlmRouting.TestKit.Kubernetes.Watch;

/// <summary>Ends all open watches at once.</summary>
public sealed class WatchGate : IDisposable
{
    private CancellationTokenSource source = new();

    public CancellationToken Token => Volatile.Read(ref source).Token;

    public void Cut()
    {
        using var old = Interlocked.Exchange(ref source, new CancellationTokenSource());
        old.Cancel();
    }

    public void Dispose() => source.Dispose();
}
