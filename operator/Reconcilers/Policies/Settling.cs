namespace LlmRouting.Operator.Reconcilers.Policies;

/// <summary>A leader that begins has heard of no data plane. Until they had time to find it, what they said to the one before holds: they serve on meanwhile.</summary>
public sealed class Settling(TimeProvider time)
{
    /// <summary>To connect again, with back-off, and to report.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private long since = time.GetTimestamp();

    /// <summary>How long it still takes; not positive afterwards.</summary>
    public TimeSpan Left => Patience - time.GetElapsedTime(Interlocked.Read(ref since));

    public void Begin() => Interlocked.Exchange(ref since, time.GetTimestamp());
}
