namespace LlmRouting.DataPlane.Forwarding;

/// <summary>One timer for all of an attempt's timeouts. It is armed for what the attempt waits for now, and never beyond the total.</summary>
public sealed class AttemptClock(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource source = new(Timeout.InfiniteTimeSpan, time);
    private TimeSpan total;
    private long started;
    private FailureKind waitingFor = FailureKind.TotalTimeout;

    public CancellationToken Token => source.Token;

    /// <summary>What ran out, or None.</summary>
    public FailureKind Expired => source.IsCancellationRequested ? waitingFor : FailureKind.None;

    /// <summary>An attempt begins.</summary>
    /// <param name="whole">For all attempts at a tier together.</param>
    /// <param name="since">Timestamp of the tier's first attempt.</param>
    public void Start(TimeSpan whole, long since) => (total, started) = (whole, since);

    public void ArmTotal() => Arm(FailureKind.TotalTimeout, total);

    public void Arm(FailureKind kind, TimeSpan after)
    {
        var left = total - time.GetElapsedTime(started);
        waitingFor = after < left ? kind : FailureKind.TotalTimeout;
        source.CancelAfter(after < left ? after : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>False where it has run out and cannot serve another attempt.</summary>
    public bool TryStop() => source.TryReset();

    public void Dispose() => source.Dispose();
}
