using System.Collections.Immutable;

namespace LlmRouting.Operator.Scaling;

/// <summary>Replicas recommended lately. Stabilization as the HPA's: up only to the least, down only to the most of its window.</summary>
public sealed record ReplicaHistory
{
    private readonly ImmutableList<(TimeSpan At, int Replicas)> recommended = [];

    private ReplicaHistory(ImmutableList<(TimeSpan, int)> recommended) => this.recommended = recommended;

    /// <summary>What runs when we begin to look is what was recommended last, so that a restart scales nothing at once.</summary>
    public static ReplicaHistory Begin(TimeSpan now, int replicas) => new([(now, replicas)]);

    /// <summary>Whether nobody has looked for so long that it says nothing of now.</summary>
    public bool IsOld(TimeSpan now) => now - recommended[^1].At > TimeSpan.FromMinutes(1);

    /// <param name="desired">What figures ask for now.</param>
    /// <param name="current">What there is.</param>
    public (int Replicas, ReplicaHistory Next) Settle(TimeSpan now, int desired, int current, TimeSpan upWindow, TimeSpan downWindow)
    {
        var least = recommended.Where(one => one.At > now - upWindow).Select(one => one.Replicas).Append(desired).Min();
        var most = recommended.Where(one => one.At > now - downWindow).Select(one => one.Replicas).Append(desired).Max();
        var settled = Math.Min(Math.Max(current, least), most);
        var longest = upWindow > downWindow ? upWindow : downWindow;
        return (settled, new ReplicaHistory(recommended.RemoveAll(one => one.At <= now - longest).Add((now, desired))));
    }
}
