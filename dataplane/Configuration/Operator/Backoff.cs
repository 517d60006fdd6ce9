namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Waits between attempts to reach the operator: doubling from 100 ms to 10 s, each drawn from its upper half, so that gateways do not come back together.</summary>
public sealed class Backoff(Random chance)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private TimeSpan next = First;

    public void Reset() => next = First;

    public TimeSpan Next()
    {
        var wait = next * (0.5 + (chance.NextDouble() / 2));
        next = next * 2 < Longest ? next * 2 : Longest;
        return wait;
    }
}
