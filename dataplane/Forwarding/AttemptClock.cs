namespace LlmRouting.DataPlane.Forwarding;

/// <summary>One timer for all of an attempt's timeouts. It is armed for what the attempt waits for now, and never beyond the total nor the end of the router.</summary>
public sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration stop;
    private readonly TimeProvider time;
    private volatile bool stopped;
    private TimeSpan total;
    private long started;
    private FailureKind waitingFor = FailureKind.TotalTimeout;

    /// <param name="stopping">Ends every attempt at once, as <see cref="FailureKind.Stopping"/>.</param>
    public AttemptClock(TimeProvider time, CancellationToken stopping)
    {
        this.time = time;
        source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        stop = stopping.UnsafeRegister(static clock => ((AttemptClock)clock!).Stop(), this);
    }

    public CancellationToken Token => source.Token;

    /// <summary>What ran out, or None. Says nothing where the client has left, which ends the attempt too.</summary>
    public FailureKind Expired => !source.IsCancellationRequested ? FailureKind.None : stopped ? FailureKind.Stopping : waitingFor;

    /// <summary>An attempt begins.</summary>
    /// <param name="whole">For all attempts at a tier together.</param>
    /// <param name="since">Timestamp of the tier's first attempt.</param>
    public void Start(TimeSpan whole, long since) => (total, started) = (whole, since);

    /// <summary>Ends the attempt when its client leaves, until what is returned is disposed.</summary>
    public CancellationTokenRegistration EndWhen(CancellationToken left) => left.UnsafeRegister(static clock => ((AttemptClock)clock!).source.Cancel(), this);

    public void ArmTotal() => Arm(FailureKind.TotalTimeout, total);

    public void Arm(FailureKind kind, TimeSpan after)
    {
        var left = total - time.GetElapsedTime(started);
        waitingFor = after < left ? kind : FailureKind.TotalTimeout;
        source.CancelAfter(after < left ? after : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>False where it has run out and cannot serve another attempt.</summary>
    public bool TryReset() => source.TryReset();

    public void Dispose()
    {
        stop.Dispose();
        source.Dispose();
    }

    private void Stop()
    {
        stopped = true;
        source.Cancel();
    }
}
