using System.Collections.Immutable;

namespace LlmRouting.Operator.Scaling;

/// <summary>
/// Replicas recommended, and seen, lately. Stabilization as the HPA's: up only to the least, down only to the most of its window. Its pace, too: in 15 s
/// at most twice as many, or 4 more, whichever is more.
/// </summary>
public sealed record ReplicaHistory
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly ImmutableList<(TimeSpan At, int Replicas)> recommended;
    private readonly ImmutableList<(TimeSpan At, int Replicas)> seen;

    private ReplicaHistory(ImmutableList<(TimeSpan, int)> recommended, ImmutableList<(TimeSpan, int)> seen) => (this.recommended, this.seen) = (recommended, seen);

    /// <summary>What runs when we begin to look is what was recommended last, so that a restart scales nothing at once.</summary>
    public static ReplicaHistory Begin(TimeSpan now, int replicas) => new([(now, replicas)], []);

    /// <summary>Whether nobody has looked for so long that it says nothing of now.</summary>
    public bool IsOld(TimeSpan now) => now - recommended[^1].At > TimeSpan.FromMinutes(1);

    /// <param name="desired">What figures ask for now.</param>
    /// <param name="current">What there is.</param>
    public (int Replicas, ReplicaHistory Next) Settle(TimeSpan now, int desired, int current, TimeSpan upWindow, TimeSpan downWindow)
    {
        var least = recommended.Where(one => one.At > now - upWindow).Select(one => one.Replicas).Append(desired).Min();
        var most = recommended.Where(one => one.At > now - downWindow).Select(one => one.Replicas).Append(desired).Max();
        var settled = Math.Min(Math.Max(current, least), most);
        var lately = seen.RemoveAll(one => one.At <= now - Period).Add((now, current));
        var from = lately.Min(one => one.Replicas);
        if (settled > current) settled = Math.Max(current, Math.Min(settled, Math.Max(2 * from, from + 4)));
        var longest = upWindow > downWindow ? upWindow : downWindow;
        return (settled, new ReplicaHistory(recommended.RemoveAll(one => one.At <= now - longest).Add((now, desired)), lately));
    }
}
