namespace LlmRouting.DataPlane.Forwarding;

/// <summary>One timer for all of an attempt's timeouts. It is armed for what the attempt waits for now, and never beyond the total.</summary>
/// <param name="total">For all attempts at a tier together.</param>
/// <param name="started">Timestamp of the tier's first attempt.</param>
public sealed class AttemptClock(TimeProvider time, TimeSpan total, long started) : IDisposable
{
    private readonly CancellationTokenSource source = new(Timeout.InfiniteTimeSpan, time);
    private FailureKind waitingFor = FailureKind.TotalTimeout;

    public CancellationToken Token => source.Token;

    /// <summary>What ran out, or None.</summary>
    public FailureKind Expired => source.IsCancellationRequested ? waitingFor : FailureKind.None;

    public void ArmTotal() => Arm(FailureKind.TotalTimeout, total);

    public void Arm(FailureKind kind, TimeSpan after)
    {
        var left = total - time.GetElapsedTime(started);
        waitingFor = after < left ? kind : FailureKind.TotalTimeout;
        source.CancelAfter(after < left ? after : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public void Dispose() => source.Dispose();
}
