namespace LlmRouting.TestKit.Kubernetes.Watch;

/// <summary>Holds all open watches by one hand: ends them, or keeps them silent.</summary>
public sealed class WatchGate : IDisposable
{
    private CancellationTokenSource source = new();
    private TaskCompletionSource? silence;

    public CancellationToken Token => Volatile.Read(ref source).Token;

    /// <summary>Completed unless watches are silenced; then it completes when they may speak again.</summary>
    public Task MaySpeak => Volatile.Read(ref silence)?.Task ?? Task.CompletedTask;

    public void Cut()
    {
        using var old = Interlocked.Exchange(ref source, new CancellationTokenSource());
        old.Cancel();
    }

    public IDisposable Silence()
    {
        Volatile.Write(ref silence, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return new Voice(this);
    }

    public void Dispose() => source.Dispose();

    private sealed class Voice(WatchGate gate) : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref gate.silence, null)?.TrySetResult();
    }
}
