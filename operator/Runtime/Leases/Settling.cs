namespace LlmRouting.Operator.Runtime.Leases;

/// <summary>A leader that begins has heard of no data plane. Until they had time to find it, what they said to the one before holds: they serve on meanwhile.</summary>
public sealed class Settling(TimeProvider time)
{
    /// <summary>What data planes take at most to be heard: they report every 10 s, and try a holder that is gone for 5 s before.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(16);

    private long since = time.GetTimestamp();

    /// <summary>How long it still takes; not positive afterwards.</summary>
    public TimeSpan Left => Patience - time.GetElapsedTime(Interlocked.Read(ref since));

    public void Begin() => Interlocked.Exchange(ref since, time.GetTimestamp());
}
