namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>When each token is due. The schedule is absolute, so late timers do not slow a stream down.</summary>
internal readonly struct Pace(TimeProvider time, TimeSpan firstToken, double tokensPerSecond)
{
    /// <summary>From here on, the cost of pacing would be all there is.</summary>
    private const double Unpaced = 100_000;

    private readonly long start = time.GetTimestamp();

    /// <summary>How long to wait before the token at this position, 0 the first; zero when it is due.</summary>
    public TimeSpan Before(int position)
    {
        if (firstToken == TimeSpan.Zero && tokensPerSecond >= Unpaced) return TimeSpan.Zero;
        var due = tokensPerSecond >= Unpaced ? firstToken : firstToken + TimeSpan.FromSeconds(position / tokensPerSecond);
        var left = due - time.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
