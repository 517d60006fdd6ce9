namespace LlmRouting.DataPlane.State;

/// <summary>Takes an endpoint that fails out of the choice for a while: 10 s, doubling up to 5 min while it keeps failing (DESIGN §5).</summary>
internal sealed class Ejection(TimeProvider time)
{
    private const int Threshold = 3;
    private const int MaxDoublings = 5;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Every such time in the choice forgets one doubling.</summary>
    private static readonly TimeSpan Decay = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private int consecutive;
    private int doublings;
    private long at;
    private long until = long.MinValue;

    /// <summary>Timestamp of the last ejection.</summary>
    public long At => Volatile.Read(ref at);

    public bool IsActive(long now) => now < Volatile.Read(ref until);

    public void Success()
    {
        if (Volatile.Read(ref consecutive) == 0) return;
        lock (gate) consecutive = 0;
    }

    /// <summary>True when this failure ejected the endpoint.</summary>
    public bool Failure(bool atOnce)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            consecutive++;
            // Requests that were under way when it was ejected fail too and say nothing new.
            if (IsActive(now) || (!atOnce && consecutive < Threshold)) return false;
            Begin(now);
            return true;
        }
    }

    private void Begin(long now)
    {
        if (until != long.MinValue) doublings = Math.Max(0, doublings + 1 - (int)(time.GetElapsedTime(until, now) / Decay));
        doublings = Math.Min(doublings, MaxDoublings);
        var length = Math.Min(Shortest.TotalSeconds * (1 << doublings), Longest.TotalSeconds);
        Volatile.Write(ref at, now);
        Volatile.Write(ref until, now + (long)(length * time.TimestampFrequency));
    }
}
